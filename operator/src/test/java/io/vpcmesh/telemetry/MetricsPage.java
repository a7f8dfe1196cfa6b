package io.vpcmesh.telemetry;

import com.google.common.base.Ascii;
import java.util.Arrays;

/** Writes the page that explains the metrics from their catalogue. */
final class MetricsPage {

  private static final String HEAD =
      """
      # Metrics

      Made from the catalogue `telemetry.Metric` by `MetricsPageTest`.

      `GET /metrics` answers in Prometheus' text format 0.0.4, and in OpenMetrics when the `Accept` \
      header names it: at `--metrics-address` of `vpcmesh operator`, at `--health-port` (on \
      loopback) of `vpcmesh standalone`.

      Labels are words of fixed sets. No series carries an account, an id, an address or the name of \
      a resource: there are a few hundred series, however many endpoints are declared. Which \
      resource it is that is not ready is a question to `kubectl get`, `vpcmesh status` or the log; \
      whoever wants a series for each gets it from kube-state-metrics' custom resource state.

      A replica that does not lead has no engine: what tells of resources and requests is 0 or \
      absent there, so that `sum` over the replicas is right.

      Each histogram has, as its own gauge, `<name>_max`: the longest of the last few minutes.

      | Metric | Type | Labels | Meaning |
      |---|---|---|---|
      """;

  private MetricsPage() {}

  static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Metric metric : Metric.values()) {
      page.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(metric.exposed(), type(metric), labels(metric), metric.meaning()));
    }
    return page + words();
  }

  private static String words() {
    return """

    ## Labels

    | Label | Words |
    |---|---|
    | `action` | AWS's name of a call, such as `RegisterInstance` |
    | `outcome` of a call | %s |
    | `failure` | the same without `success` and `bug` |
    | `outcome` of a write | `success`, `stale`, `failed` |
    | `record` | `journal`, `status`, `release`: the end of a resource |
    | `kind` | `ServiceMesh`, `ServiceEndpoint` |
    | `type`, `status` | those of the conditions, such as `Ready` and `True` |
    | `state` | `desired`, `registered`, `healthy`, `draining` |

    ## The process

    Under their usual names come heap and buffers (`jvm_memory_*`, `jvm_buffer_*`), garbage \
    collection (`jvm_gc_*`), threads (`jvm_threads_*`), classes (`jvm_classes_*`), processor and \
    uptime (`process_cpu_*`, `system_*`, `process_uptime_seconds`) and files (`process_files_*`).
    """
        .formatted(outcomes());
  }

  private static String type(Metric metric) {
    return Ascii.toLowerCase(metric.type().name());
  }

  private static String labels(Metric metric) {
    return String.join(", ", metric.labels().stream().map(label -> "`" + label + "`").toList());
  }

  private static String outcomes() {
    return String.join(
        ", ",
        Arrays.stream(CallOutcome.values()).map(outcome -> "`" + outcome.label() + "`").toList());
  }
}
