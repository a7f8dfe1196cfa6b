package io.vpcmesh.status;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.Effective;
import io.vpcmesh.api.v1alpha1.MemberCount;
import io.vpcmesh.api.v1alpha1.MeshAwsStatus;
import io.vpcmesh.api.v1alpha1.Quota;
import io.vpcmesh.api.v1alpha1.RevisionStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.model.MeshId;
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

  private final MeshView view;
  private final MeshFindings findings;
  private final ServiceMeshStatus previous;
  private final Instant now;
  private final Optional<DeploymentReport> deployments;

  private MeshReport(
      MeshView view, MeshFindings findings, ServiceMeshStatus previous, Instant now) {
    this.view = view;
    this.findings = findings;
    this.previous = previous;
    this.now = now;
    this.deployments =
        findings
            .course()
            .map(course ->
                new DeploymentReport(
                    new MeshId(view.resource().ref()),
                    course.rollout(),
                    view.declared().map(it -> it.revision().hash()),
                    new DeploymentReport.Course(course.message(), view.paused())));
  }

  /** The status, with the times of the previous one where nothing changed. */
  public static ServiceMeshStatus of(
      MeshView view, MeshFindings findings, ServiceMeshStatus previous, Instant now) {
    return new MeshReport(view, findings, previous, now).status();
  }

  private ServiceMeshStatus status() {
    Verdict verdict = verdict();
    return new ServiceMeshStatus(
        view.resource().generation(),
        conditions(verdict),
        verdict.phase(),
        effective(),
        revision(verdict),
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
        deployments.map(DeploymentReport::summary).orElse(null),
        deployments.map(DeploymentReport::lastRollback).orElse(null),
        deployments.map(DeploymentReport::quarantine).orElseGet(ImmutableList::of),
        deployments.map(DeploymentReport::handled).orElse(null));
  }

  private Verdict verdict() {
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
    return Verdict.of(declared())
        .or(() -> deployments.flatMap(DeploymentReport::verdict))
        .or(() -> Verdict.of(findings.problems()))
        .or(() -> findings.failure().map(Verdict::of))
        .or(() -> Verdict.planned(findings.planned()))
        .or(() ->
            findings.waiting().map(what -> Verdict.underWay("Progressing", "Progressing", what)))
        .orElseGet(() -> Verdict.ready("the namespace is ready"));
  }

  /** What is wrong with the declaration, or speaks against following it. */
  private ImmutableList<Problem> declared() {
    return ImmutableList.<Problem>builder()
        .addAll(view.problems())
        .addAll(deployments.flatMap(DeploymentReport::rejection).stream().iterator())
        .build();
  }

  private ImmutableList<Condition> conditions(Verdict verdict) {
    Conditions conditions =
        new Conditions(view.resource().generation(), previous.conditions(), now);
    verdict.addTo(conditions);
    declared().stream()
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
    deployments.ifPresent(it -> it.addTo(conditions));
    return conditions.build();
  }

  /** Not what is wrong with the spec, but where it may be carried out. */
  private static boolean isOutOfReach(Problem problem) {
    return problem.reason() == Reason.RegionNotAllowed || problem.reason() == Reason.RoleNotAllowed;
  }

  private @Nullable Effective effective() {
    return view.accepted()
        .map(accepted -> accepted.revision().spec().discovery())
        .map(discovery -> Discovery.effective(DiscoveryOverrides.NONE, discovery))
        .map(EffectiveValues::discovery)
        .map(Effective::new)
        .orElse(null);
  }

  private @Nullable RevisionStatus revision(Verdict verdict) {
    return deployments.isPresent()
        ? deployments.orElseThrow().revision(previous.revision(), verdict, now)
        : view.accepted()
            .map(accepted ->
                Revisions.status(accepted.revision(), previous.revision(), verdict, now))
            .orElse(null);
  }
}
