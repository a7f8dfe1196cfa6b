package io.vpcmesh.status;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.Effective;
import io.vpcmesh.api.v1alpha1.MemberCount;
import io.vpcmesh.api.v1alpha1.MeshAwsStatus;
import io.vpcmesh.api.v1alpha1.Quota;
import io.vpcmesh.api.v1alpha1.RevisionStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.topology.Discovery;
import io.vpcmesh.topology.DiscoveryOverrides;
import io.vpcmesh.topology.MeshView;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what a pass found out about a mesh into its status. */
public final class MeshReport {

  private MeshReport() {}

  /** The status, with the times of the previous one where nothing changed. */
  public static ServiceMeshStatus of(
      MeshView view, MeshFindings findings, ServiceMeshStatus previous, Instant now) {
    ImmutableList<Problem> problems =
        ImmutableList.<Problem>builder()
            .addAll(view.problems())
            .addAll(findings.problems())
            .build();
    Verdict verdict = verdict(view, findings, problems);
    return new ServiceMeshStatus(
        view.resource().generation(),
        conditions(view, findings, previous, now, verdict),
        verdict.phase(),
        effective(view),
        revision(view, previous, verdict, now),
        new MemberCount(view.namespaces(), view.endpoints(), findings.endpointsReady(), null),
        findings
            .namespace()
            .map(namespace ->
                new MeshAwsStatus(
                    namespace.id(), namespace.arn(), namespace.hostedZoneId().orElse(null), 0))
            .orElse(null),
        ImmutableList.of(
            new Quota(
                "instances-per-namespace",
                findings.instances().used(),
                findings.instances().limit())),
        findings.planned(),
        findings.notes(),
        null,
        null,
        ImmutableList.of(),
        null);
  }

  private static Verdict verdict(
      MeshView view, MeshFindings findings, ImmutableList<Problem> problems) {
    Optional<String> orphaned =
        Optional.ofNullable(view.resource().annotations().get(EndpointReport.ORPHANED));
    if (view.resource().deleting()) {
      String work = findings.waiting().orElse("deleting the namespace");
      return Verdict.of(findings.problems())
          .or(() -> findings.failure().map(Verdict::of))
          .or(() -> Verdict.planned(findings.planned()))
          .orElseGet(() -> Verdict.underWay("Progressing", "Progressing", work))
          .terminating();
    }
    if (orphaned.isPresent()) {
      return Verdict.stuck(
          "Orphaned",
          "Orphaned",
          "the manifest is gone since %s; nothing was removed: put it back, or run 'vpcmesh prune'"
              .formatted(orphaned.orElseThrow()));
    }
    return Verdict.of(problems)
        .or(() -> findings.failure().map(Verdict::of))
        .or(() -> Verdict.planned(findings.planned()))
        .or(() ->
            findings.waiting().map(what -> Verdict.underWay("Progressing", "Progressing", what)))
        .orElseGet(() -> Verdict.ready("the namespace is ready"));
  }

  private static ImmutableList<Condition> conditions(
      MeshView view,
      MeshFindings findings,
      ServiceMeshStatus previous,
      Instant now,
      Verdict verdict) {
    Conditions conditions =
        new Conditions(view.resource().generation(), previous.conditions(), now);
    verdict.addTo(conditions);
    view.problems().stream()
        .findFirst()
        .or(() -> findings.problems().stream().filter(MeshReport::isOutOfReach).findFirst())
        .ifPresentOrElse(
            problem -> conditions.no("Accepted", problem.reason().name(), problem.message()),
            () -> conditions.yes("Accepted", "Accepted", "the spec is valid"));
    // That a network is missing takes nothing away from what is registered.
    boolean unhindered =
        findings.problems().stream().allMatch(it -> it.reason() == Reason.VpcNotFound);
    if (findings.namespace().isPresent() && unhindered) {
      conditions.yes(
          "Registered",
          "Registered",
          "the namespace exists as " + findings.namespace().orElseThrow().id());
    } else {
      conditions.no("Registered", "Pending", verdict.message());
    }
    return conditions.build();
  }

  /** Not what is wrong with the spec, but where it may be carried out. */
  private static boolean isOutOfReach(Problem problem) {
    return problem.reason() == Reason.RegionNotAllowed || problem.reason() == Reason.RoleNotAllowed;
  }

  private static @Nullable Effective effective(MeshView view) {
    return view.accepted()
        .map(accepted -> accepted.revision().spec().discovery())
        .map(discovery -> Discovery.effective(DiscoveryOverrides.NONE, discovery))
        .map(EffectiveValues::discovery)
        .map(Effective::new)
        .orElse(null);
  }

  private static @Nullable RevisionStatus revision(
      MeshView view, ServiceMeshStatus previous, Verdict verdict, Instant now) {
    return view.accepted()
        .map(accepted -> Revisions.status(accepted.revision(), previous.revision(), verdict, now))
        .orElse(null);
  }
}
