package io.vpcmesh.telemetry;

/** How the value of a metric is to be read. */
public enum MetricType {
  /** Only grows; starts at 0 with the process. */
  COUNTER,
  /** How things stand now. */
  GAUGE,
  /** Durations, as counts by upper bound, a count and a sum. */
  HISTOGRAM
}
