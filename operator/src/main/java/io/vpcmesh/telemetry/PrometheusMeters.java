package io.vpcmesh.telemetry;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Meters that Prometheus reads. What is counted is made beforehand, with all its labels: a count
 * that appears only with its first event hides that event from {@code rate()}.
 */
public final class PrometheusMeters implements Meters, AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Instruments instruments = new Instruments(registry);
  private final ProcessMeters process = new ProcessMeters(registry);
  private final InstantSource clock;
  private final FigureGauges figures;
  private final Map<AwsAction, Calls> calls = new ConcurrentHashMap<>();
  private final Passes meshes = passes(Instruments.MESH);
  private final Passes endpoints = passes(Instruments.ENDPOINT);
  private final ImmutableMap<Writing, Writes> writes = each(Writing.values(), this::writes);
  private final Deployments ofMeshes = deployments(Instruments.MESH);
  private final Deployments ofEndpoints = deployments(Instruments.ENDPOINT);
  private final ImmutableMap<Cause, Counter> rollbacks =
      each(Cause.values(), cause -> instruments.counter(Metric.ROLLBACKS, cause.spelled()));
  private volatile double lastSuccess = Double.NaN;

  /** The counts of one action. */
  private record Calls(ImmutableMap<CallOutcome, Counter> ended, Timer took) {}

  private record Passes(Timer took, Counter bugs) {}

  private record Deployments(ImmutableMap<Phase, Counter> ended, Timer took) {}

  private record Writes(ImmutableMap<Writing.Outcome, Counter> ended, Timer took) {}

  /**
   * Meters of a process.
   *
   * @param version of the program
   */
  public PrometheusMeters(String version, InstantSource clock) {
    this.clock = clock;
    this.figures = new FigureGauges(instruments, clock);
    instruments.gauge(Metric.AWS_LAST_SUCCESS, () -> lastSuccess);
    instruments.one(Metric.BUILD, version);
  }

  /** Whether this process may write is asked at each scrape. */
  public PrometheusMeters leading(BooleanSupplier leading) {
    instruments.gauge(Metric.LEADER, () -> leading.getAsBoolean() ? 1 : 0);
    return this;
  }

  @Override
  public void called(AwsAction action, CallOutcome outcome, Duration took) {
    Calls counts = calls.computeIfAbsent(action, this::calls);
    increment(counts.ended(), outcome);
    counts.took().record(took);
    if (outcome == CallOutcome.SUCCESS) {
      lastSuccess = clock.millis() / 1e3;
    }
  }

  @Override
  public void passed(Key key, Duration took) {
    passes(key).took().record(took);
  }

  @Override
  public void metBug(Key key) {
    passes(key).bugs().increment();
  }

  @Override
  public void wrote(Writing what, Writing.Outcome outcome, Duration took) {
    Optional.ofNullable(writes.get(what))
        .ifPresent(counts -> {
          increment(counts.ended(), outcome);
          counts.took().record(took);
        });
  }

  @Override
  public void deployed(Key key, Phase result, Duration took) {
    Deployments counts =
        switch (key) {
          case MeshId _ -> ofMeshes;
          case EndpointKey _ -> ofEndpoints;
        };
    increment(counts.ended(), result);
    counts.took().record(took);
  }

  @Override
  public void rolledBack(Cause reason) {
    increment(rollbacks, reason);
  }

  @Override
  public void watch(Figures.Source source) {
    figures.watch(source);
  }

  /**
   * Everything as it stands now. Asks the loop and waits for a second at most.
   *
   * @param accept which formats are welcome, as HTTP's header says it
   */
  public synchronized Exposition scrape(String accept) {
    figures.refresh();
    ExpositionFormatWriter format = formats.findWriter(accept);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      registry.scrape(body, format.getContentType());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return new Exposition(format.getContentType(), body.toByteArray());
  }

  @Override
  public void close() {
    process.close();
    registry.close();
  }

  private Passes passes(Key key) {
    return switch (key) {
      case MeshId _ -> meshes;
      case EndpointKey _ -> endpoints;
    };
  }

  private Passes passes(String kind) {
    return new Passes(
        instruments.timer(Metric.PASS_DURATION, Bounds.PASS, kind),
        instruments.counter(Metric.BUGS, kind));
  }

  private Deployments deployments(String kind) {
    Phase[] results = Arrays.stream(Phase.values()).filter(Phase::isOver).toArray(Phase[]::new);
    return new Deployments(
        each(results, result -> instruments.counter(Metric.DEPLOYMENTS, kind, result.spelled())),
        instruments.timer(Metric.DEPLOYMENT_DURATION, Bounds.DEPLOYMENT, kind));
  }

  private Calls calls(AwsAction action) {
    String name = action.awsName();
    return new Calls(
        each(
            CallOutcome.values(),
            outcome -> instruments.counter(Metric.AWS_CALLS, name, outcome.label())),
        instruments.timer(Metric.AWS_CALL_DURATION, Bounds.NETWORK, name));
  }

  private Writes writes(Writing what) {
    return new Writes(
        each(
            Writing.Outcome.values(),
            outcome -> instruments.counter(Metric.STORE_WRITES, what.label(), outcome.label())),
        instruments.timer(Metric.STORE_WRITE_DURATION, Bounds.NETWORK, what.label()));
  }

  private static <E extends Enum<E>> void increment(ImmutableMap<E, Counter> counts, E one) {
    Optional.ofNullable(counts.get(one)).ifPresent(Counter::increment);
  }

  private static <E extends Enum<E>, V> ImmutableMap<E, V> each(E[] keys, Function<E, V> value) {
    return Maps.toMap(Arrays.asList(keys), value::apply);
  }
}
