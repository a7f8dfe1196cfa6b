package io.vpcmesh.telemetry;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What a server of Prometheus reads out of a page of text format 0.0.4.
 *
 * @param types by the name of a family
 * @param samples by series, for example {@code up{job="a"}}
 */
public record Scrape(ImmutableMap<String, String> types, ImmutableMap<String, Double> samples) {

  /** What the meters show now. */
  public static Scrape of(PrometheusMeters meters) {
    return parse(new String(meters.scrape("").body(), StandardCharsets.UTF_8));
  }

  /** What a page says. */
  public static Scrape parse(String page) {
    List<String> lines = page.lines().toList();
    return new Scrape(
        lines.stream()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> Splitter.on(' ').splitToList(line))
            .collect(toImmutableMap(words -> words.get(2), words -> words.get(3))),
        lines.stream()
            .filter(line -> !line.startsWith("#"))
            .collect(
                toImmutableMap(
                    line -> line.substring(0, line.lastIndexOf(' ')),
                    line -> number(line.substring(line.lastIndexOf(' ') + 1)))));
  }

  /** The value of a series; fails when there is none. */
  public double value(String series) {
    return find(series)
        .orElseThrow(() -> new AssertionError("no " + series + " among " + samples.keySet()));
  }

  public Optional<Double> find(String series) {
    return Optional.ofNullable(samples.get(series));
  }

  /** The names of the labels that a metric's series carry. */
  public ImmutableSet<String> labels(String metric) {
    return samples.keySet().stream()
        .filter(series -> series.startsWith(metric + "{"))
        .flatMap(series ->
            Splitter.on(',')
                .omitEmptyStrings()
                .splitToStream(series.substring(metric.length() + 1, series.length() - 1)))
        .map(label -> label.substring(0, label.indexOf('=')))
        .collect(toImmutableSet());
  }

  private static double number(String value) {
    return switch (value) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> Double.parseDouble(value);
    };
  }
}
