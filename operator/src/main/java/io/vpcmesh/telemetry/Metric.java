package io.vpcmesh.telemetry;

import static io.vpcmesh.telemetry.MetricType.COUNTER;
import static io.vpcmesh.telemetry.MetricType.GAUGE;
import static io.vpcmesh.telemetry.MetricType.HISTOGRAM;

import com.google.common.collect.ImmutableList;

/**
 * The catalogue: every metric of our own. Labels hold words of fixed sets only: no account, no id
 * and no name of a resource, so that the number of series never grows with what is declared.
 */
public enum Metric {
  AWS_CALLS(COUNTER, "vpcmesh_aws_calls_total", "Calls to AWS that ended", "action", "outcome"),
  AWS_CALL_DURATION(
      HISTOGRAM,
      "vpcmesh_aws_call_duration_seconds",
      "From the begin of a call to AWS to its answer, whatever that was",
      "action"),
  AWS_LAST_SUCCESS(
      GAUGE,
      "vpcmesh_aws_last_success_timestamp_seconds",
      "When a call to AWS last succeeded, in seconds since 1970; NaN before the first"),
  AWS_RATE(
      GAUGE,
      "vpcmesh_aws_allowed_calls_per_second",
      "The rate to which calls are held: AWS's limit, less what refusals have taught; all accounts and Regions together",
      "action"),
  REQUESTS_WAITING(
      GAUGE,
      "vpcmesh_requests_waiting",
      "Requests that wait for their turn, by the action that holds them back",
      "action"),
  REQUESTS_UNDER_WAY(
      GAUGE, "vpcmesh_requests_under_way", "Requests that were begun and have not ended"),
  PASS_DURATION(
      HISTOGRAM,
      "vpcmesh_pass_duration_seconds",
      "Passes over one resource: reading, deciding and handing out requests, without their calls",
      "kind"),
  BUGS(
      COUNTER,
      "vpcmesh_bugs_total",
      "Faults of vpcmesh's own; each puts its resource into quarantine",
      "kind"),
  KEYS_WAITING(GAUGE, "vpcmesh_keys_waiting", "Resources that wait for a pass"),
  KEYS_QUARANTINED(
      GAUGE, "vpcmesh_keys_quarantined", "Resources that get no pass for a while after a bug"),
  LOOP_LAG(
      GAUGE,
      "vpcmesh_loop_lag_seconds",
      "How long the one loop took to answer this scrape; after 1 s the scrape goes on with the"
          + " figures of the one before"),
  STORE_WRITES(
      COUNTER,
      "vpcmesh_store_writes_total",
      "Writes to the state directory or the API server that ended; stale ones met a newer resource",
      "record",
      "outcome"),
  STORE_WRITE_DURATION(
      HISTOGRAM,
      "vpcmesh_store_write_duration_seconds",
      "From the begin of such a write to its end",
      "record"),
  DEPLOYMENTS(
      COUNTER,
      "vpcmesh_deployments_total",
      "Deployments that came to this result",
      "kind",
      "result"),
  DEPLOYMENT_DURATION(
      HISTOGRAM,
      "vpcmesh_deployment_duration_seconds",
      "From the begin of a deployment to its result, whatever that was",
      "kind"),
  ROLLBACKS(
      COUNTER, "vpcmesh_rollbacks_total", "Changes that were taken back, by the reason", "reason"),
  DEPLOYMENTS_UNDER_WAY(GAUGE, "vpcmesh_deployments_under_way", "Deployments that are under way"),
  DEPLOYMENT_FAILURES(
      GAUGE,
      "vpcmesh_deployment_failures",
      "What counts against the one of them that is nearest to being taken back"),
  DEPLOYMENT_THRESHOLD(
      GAUGE,
      "vpcmesh_deployment_failure_threshold",
      "How much is too much for that one; 0 when none is under way"),
  ENDPOINTS_DIVERGED(
      GAUGE,
      "vpcmesh_endpoints_diverged",
      "Endpoints that run another revision than the declared one, since that one failed"),
  RESOURCES(GAUGE, "vpcmesh_resources", "Resources that had a pass", "kind"),
  CONDITIONS(
      GAUGE,
      "vpcmesh_resource_conditions",
      "Resources whose status says so; kubectl get, or vpcmesh status, tells which",
      "kind",
      "type",
      "status"),
  FAILING(
      GAUGE,
      "vpcmesh_resources_failing",
      "Resources with a failed call to AWS that is to be repeated, by the worst of those failures",
      "kind",
      "failure"),
  INSTANCES(
      GAUGE,
      "vpcmesh_instances",
      "Instances of all endpoints, as their status counts them",
      "state"),
  DELETIONS_HELD(
      GAUGE,
      "vpcmesh_deletions_held",
      "Instances that nobody sees any more and that the deletion budget keeps registered"),
  DELETION_GATES_CLOSED(
      GAUGE, "vpcmesh_deletion_gates_closed", "Endpoints with such held deletions"),
  SYNCED(
      GAUGE,
      "vpcmesh_synced",
      "1 once this process acts on a first complete picture of what is declared"),
  LEADER(GAUGE, "vpcmesh_leader", "1 while this process may write; always 1 without replicas"),
  BUILD(GAUGE, "vpcmesh_build_info", "Always 1; which version runs", "version");

  private final MetricType type;
  private final String exposed;
  private final String meaning;
  private final ImmutableList<String> labels;

  Metric(MetricType type, String exposed, String meaning, String... labels) {
    this.type = type;
    this.exposed = exposed;
    this.meaning = meaning;
    this.labels = ImmutableList.copyOf(labels);
  }

  public MetricType type() {
    return type;
  }

  /** The name that Prometheus shows. */
  public String exposed() {
    return exposed;
  }

  public String meaning() {
    return meaning;
  }

  public ImmutableList<String> labels() {
    return labels;
  }
}
