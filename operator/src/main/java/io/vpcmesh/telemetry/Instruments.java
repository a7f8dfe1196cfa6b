package io.vpcmesh.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;

/** Makes meters as the catalogue describes them. */
record Instruments(MeterRegistry registry) {

  static final String MESH = "ServiceMesh";
  static final String ENDPOINT = "ServiceEndpoint";

  Counter counter(Metric metric, String... values) {
    return Counter.builder(name(metric))
        .description(metric.meaning())
        .tags(tags(metric, List.of(values)))
        .register(registry);
  }

  Timer timer(Metric metric, Bounds bounds, String... values) {
    return Timer.builder(name(metric))
        .description(metric.meaning())
        .tags(tags(metric, List.of(values)))
        .serviceLevelObjectives(bounds.durations())
        .register(registry);
  }

  /** A value that is asked for at each scrape. */
  void gauge(Metric metric, DoubleSupplier value) {
    Gauge.builder(name(metric), value::getAsDouble)
        .description(metric.meaning())
        .strongReference(true)
        .register(registry);
  }

  /** A value that never changes; its labels tell. */
  void one(Metric metric, String... values) {
    Gauge.builder(name(metric), () -> 1)
        .description(metric.meaning())
        .tags(tags(metric, List.of(values)))
        .strongReference(true)
        .register(registry);
  }

  /** Values whose labels come and go. */
  MultiGauge gauges(Metric metric) {
    return MultiGauge.builder(name(metric)).description(metric.meaning()).register(registry);
  }

  static Tags tags(Metric metric, List<String> values) {
    return Tags.of(
        IntStream.range(0, values.size())
            .mapToObj(i -> Tag.of(metric.labels().get(i), values.get(i)))
            .toList());
  }

  /** As the library spells it, which turns it into what the catalogue says. */
  private static String name(Metric metric) {
    return metric.exposed().replace('_', '.');
  }
}
