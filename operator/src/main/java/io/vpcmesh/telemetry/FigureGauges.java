package io.vpcmesh.telemetry;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.telemetry.Figures.Failing;
import io.vpcmesh.telemetry.Figures.Instances;
import io.vpcmesh.telemetry.Figures.Resources;
import io.vpcmesh.telemetry.Figures.Said;
import io.vpcmesh.telemetry.Figures.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Shows how things stand in the engine, which is asked anew for each scrape. */
final class FigureGauges {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Instruments instruments;
  private final InstantSource clock;
  private final ImmutableMap<Metric, MultiGauge> tables;
  private volatile Optional<Figures.Source> source = Optional.empty();
  private volatile Figures figures = Figures.NONE;
  private volatile Duration lag = Duration.ZERO;

  FigureGauges(Instruments instruments, InstantSource clock) {
    this.instruments = instruments;
    this.clock = clock;
    this.tables =
        ImmutableList.of(
                Metric.AWS_RATE,
                Metric.REQUESTS_WAITING,
                Metric.RESOURCES,
                Metric.CONDITIONS,
                Metric.FAILING,
                Metric.INSTANCES)
            .stream()
            .collect(ImmutableMap.toImmutableMap(Function.identity(), instruments::gauges));
    ofWork(Metric.KEYS_WAITING, Work::keysWaiting);
    ofWork(Metric.KEYS_QUARANTINED, Work::keysQuarantined);
    ofWork(Metric.REQUESTS_UNDER_WAY, Work::requestsUnderWay);
    ofResources(Metric.DELETION_GATES_CLOSED, Resources::gatesClosed);
    ofResources(Metric.DELETIONS_HELD, Resources::deletionsHeld);
    ofResources(Metric.DEPLOYMENTS_UNDER_WAY, it -> it.deployments().underWay());
    ofResources(Metric.DEPLOYMENT_FAILURES, it -> it.deployments().nearest().failures());
    ofResources(Metric.DEPLOYMENT_THRESHOLD, it -> it.deployments().nearest().threshold());
    ofResources(Metric.ENDPOINTS_DIVERGED, it -> it.deployments().diverged());
    instruments.gauge(Metric.SYNCED, () -> figures.synced() ? 1 : 0);
    instruments.gauge(Metric.LOOP_LAG, () -> lag.toNanos() / 1e9);
  }

  private void ofWork(Metric metric, ToDoubleFunction<Work> value) {
    instruments.gauge(metric, () -> value.applyAsDouble(figures.work()));
  }

  private void ofResources(Metric metric, ToDoubleFunction<Resources> value) {
    instruments.gauge(metric, () -> value.applyAsDouble(figures.resources()));
  }

  void watch(Figures.Source engine) {
    source = Optional.of(engine);
  }

  /** Asks how things stand. A loop that does not answer must not keep the rest from being shown. */
  void refresh() {
    source.ifPresent(this::ask);
    show(figures.work());
    show(figures.resources());
  }

  private void ask(Figures.Source engine) {
    CompletableFuture<Figures> answer = new CompletableFuture<>();
    Instant asked = clock.instant();
    engine.ask(answer::complete);
    try {
      figures = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException unanswered) {
      // The lag tells.
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
    lag = Duration.between(asked, clock.instant());
  }

  private void show(Work work) {
    show(Metric.REQUESTS_WAITING, work.requestsWaiting(), FigureGauges::labels);
    show(Metric.AWS_RATE, work.callsPerSecond(), FigureGauges::labels);
  }

  private void show(Resources resources) {
    show(Metric.RESOURCES, resources.byKind(), ImmutableList::of);
    show(Metric.CONDITIONS, resources.conditions(), FigureGauges::labels);
    show(Metric.FAILING, resources.failing(), FigureGauges::labels);
    show(Metric.INSTANCES, byState(resources.instances()), ImmutableList::of);
  }

  private <K> void show(
      Metric metric, Map<K, ? extends Number> values, Function<K, ImmutableList<String>> labels) {
    Optional.ofNullable(tables.get(metric))
        .ifPresent(table ->
            table.register(
                values.entrySet().stream()
                    .<Row<?>>map(value ->
                        Row.of(
                            Instruments.tags(metric, labels.apply(value.getKey())),
                            value.getValue()))
                    .toList(),
                true));
  }

  private static ImmutableList<String> labels(AwsAction action) {
    return ImmutableList.of(action.awsName());
  }

  private static ImmutableList<String> labels(Said said) {
    return ImmutableList.of(said.kind(), said.type(), said.status());
  }

  private static ImmutableList<String> labels(Failing failing) {
    return ImmutableList.of(failing.kind(), failing.failure().label());
  }

  private static ImmutableMap<String, Integer> byState(Instances instances) {
    return ImmutableMap.of(
        "desired", instances.desired(),
        "registered", instances.registered(),
        "healthy", instances.healthy(),
        "draining", instances.draining());
  }
}
