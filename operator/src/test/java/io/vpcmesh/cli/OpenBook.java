package io.vpcmesh.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.BreakerState;
import io.vpcmesh.api.v1alpha1.BreakerStatus;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.DeploymentSummary;
import io.vpcmesh.api.v1alpha1.DeploymentTarget;
import io.vpcmesh.api.v1alpha1.DeploymentTrigger;
import io.vpcmesh.api.v1alpha1.Evidence;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.TargetKind;
import io.vpcmesh.api.v1alpha1.TriggerKind;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.topology.DeploymentPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The deployments of shop/orders, an endpoint and a mesh, as a test has them. */
final class OpenBook implements DeploymentBook {

  final List<DeploymentEntry> entries = new ArrayList<>();
  Optional<Sight> sight = Optional.of(sight(1, 1, ImmutableMap.of(), ImmutableMap.of()));

  /** Whether the status says where the newest deployment stands; else it is left as it is. */
  boolean reporting = true;

  Optional<String> unread = Optional.empty();
  Optional<String> caution = Optional.empty();

  /** What was declared and asked for, and what was seen of it. */
  static Sight sight(
      long generation,
      long observed,
      ImmutableMap<String, String> annotations,
      ImmutableMap<String, String> handled) {
    ServiceEndpointStatus status =
        ResourceJson.mapper()
            .convertValue(
                Map.of("observedGeneration", observed, "handled", handled),
                ServiceEndpointStatus.class);
    return new Sight(generation, annotations, Optional.of(status).map(Said::of), Optional.empty());
  }

  /** What was declared, and a status that speaks of it. */
  static Sight sight(long generation, String phase, List<Condition> conditions, long revision) {
    ServiceEndpointStatus status =
        ResourceJson.mapper()
            .convertValue(
                Map.of(
                    "observedGeneration", generation,
                    "phase", phase,
                    "conditions", conditions,
                    "revision", Map.of("running", revision)),
                ServiceEndpointStatus.class);
    return new Sight(
        generation, ImmutableMap.of(), Optional.of(status).map(Said::of), Optional.empty());
  }

  /** Why it does not go on by itself. */
  static Condition stalled(String reason, String message) {
    return new Condition(
        "Stalled", ConditionStatus.TRUE, 1L, "2026-07-01T10:00:00Z", reason, message);
  }

  /** What is said of shop/orders, with the newest deployment and the revision that runs. */
  static Said said(String newest, String phase, long running, Map<String, Object> more) {
    Map<String, Object> status = new HashMap<>(more);
    status.put("deployment", Map.of("name", newest, "phase", phase));
    status.put("revision", Map.of("running", running));
    return Said.of(ResourceJson.mapper().convertValue(status, ServiceEndpointStatus.class));
  }

  /** What is said when a revision is declared and does not run. */
  static Map<String, Object> diverged(String reason, long revision) {
    Map<String, Object> condition =
        Map.of(
            "type", "Diverged",
            "status", "True",
            "reason", reason,
            "message", "",
            "lastTransitionTime", "2026-07-01T10:00:00Z");
    return Map.of(
        "conditions",
        List.of(condition),
        "quarantine",
        List.of(Map.of("hash", "abcdef" + revision, "revision", revision)));
  }

  /** One that waits for a person. */
  static DeploymentEntry paused(long revision) {
    return entry(revision, status("Baking", "Paused", "a person paused it", List.of()));
  }

  /** One of which so many count against it, and two are too many. */
  static DeploymentEntry counting(long revision, String phase, int failures) {
    MeshDeploymentStatus plain = status(phase, null, null, List.of());
    return entry(
        revision,
        new MeshDeploymentStatus(
            phase,
            plain.step(),
            plain.stepSummary(),
            plain.reason(),
            plain.message(),
            plain.begunAt(),
            plain.phaseSince(),
            plain.endedAt(),
            new BreakerStatus(BreakerState.MONITORING, failures, 2, failures + "/2", Map.of()),
            plain.evidence(),
            plain.ignoredAlarms()));
  }

  /** One that says no more than where it stands. */
  static DeploymentEntry entry(long revision, String phase) {
    return entry(revision, status(phase, null, null, List.of()));
  }

  /** One that was taken back. */
  static DeploymentEntry rolledBack(long revision) {
    return entry(
        revision,
        status(
            "RolledBack",
            "InstancesUnhealthy",
            "2 of 4 instances were healthy and are not",
            List.of(
                new Evidence(
                    "InstancesUnhealthy", "a", "a is not healthy", "2026-07-01T10:01:00Z"))));
  }

  private static DeploymentEntry entry(long revision, MeshDeploymentStatus status) {
    return new DeploymentEntry(
        EndpointKey.of("shop", "orders"),
        "e-orders-" + revision + "-abcde",
        spec(TargetKind.SERVICE_ENDPOINT, revision),
        status);
  }

  /** The same of the mesh of that name. */
  static DeploymentEntry ofMesh(DeploymentEntry entry) {
    long revision = entry.spec().revision();
    return new DeploymentEntry(
        MeshId.of("shop", "orders"),
        "m-orders-" + revision + "-abcde",
        spec(TargetKind.SERVICE_MESH, revision),
        entry.status());
  }

  /** What a record says of what is brought in. */
  static MeshDeploymentSpec spec(TargetKind kind, long revision) {
    DeploymentSettings plan = DeploymentPlan.of(DeploymentPolicy.DEFAULT);
    return new MeshDeploymentSpec(
        new DeploymentTarget(kind, "orders", "uid"),
        revision,
        revision,
        "abcdef" + revision,
        Map.of(),
        revision == 1 ? null : revision - 1,
        plan,
        new DeploymentTrigger(TriggerKind.APPLY, null));
  }

  private static MeshDeploymentStatus status(
      String phase, @Nullable String reason, @Nullable String message, List<Evidence> evidence) {
    boolean over = !evidence.isEmpty();
    return new MeshDeploymentStatus(
        phase,
        1,
        "1/1",
        reason,
        message,
        "2026-07-01T10:00:00Z",
        "2026-07-01T10:01:00Z",
        over ? "2026-07-01T10:02:00Z" : null,
        over
            ? new BreakerStatus(
                BreakerState.TRIGGERED, 2, 2, "2/2", Map.of("InstancesUnhealthy", 2))
            : null,
        evidence,
        over ? List.of("old-alarm") : List.of());
  }

  @Override
  public ImmutableList<DeploymentEntry> deployments(@Nullable String namespace) {
    return ImmutableList.sortedCopyOf(DeploymentEntry.ORDER, entries);
  }

  @Override
  public Optional<Sight> sight(Key key) {
    Optional<DeploymentEntry> newest =
        deployments(null).stream()
            .filter(entry -> entry.key().equals(key))
            .reduce((_, next) -> next);
    return reporting && newest.isPresent()
        ? sight.map(it -> reported(it, newest.orElseThrow()))
        : sight;
  }

  /** As the operator says it of that deployment. */
  static Sight reported(Sight seen, DeploymentEntry entry) {
    return reported(
        seen,
        new DeploymentSummary(
            entry.name(), entry.phase(), entry.step(), null, entry.message().orElse(null)));
  }

  static Sight reported(Sight seen, DeploymentSummary summary) {
    boolean bad = "RolledBack".equals(summary.phase());
    Said said = seen.status().orElseThrow();
    return new Sight(
        seen.generation(),
        seen.annotations(),
        Optional.of(
            new Said(
                said.observedGeneration(),
                said.handled(),
                summary,
                said.revision(),
                bad
                    ? ImmutableList.of(stalled("RolledBack", "it was taken back"))
                    : said.conditions(),
                said.phase() == null ? summary.phase() : said.phase(),
                said.failed())),
        seen.trouble());
  }

  @Override
  public Optional<String> unread(Key key) {
    return unread;
  }

  @Override
  public Optional<String> caution() {
    return caution;
  }

  @Override
  public String ask(Key key, Verb verb, String token) {
    return "asked";
  }

  @Override
  public String flag() {
    return "--cluster";
  }

  @Override
  public void close() {}
}
