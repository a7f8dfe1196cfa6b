package io.vpcmesh.status;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.AddressVia;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.Effective;
import io.vpcmesh.api.v1alpha1.EndpointAddress;
import io.vpcmesh.api.v1alpha1.EndpointAwsStatus;
import io.vpcmesh.api.v1alpha1.InstanceCount;
import io.vpcmesh.api.v1alpha1.RevisionStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsService;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.status.EndpointFindings.Counts;
import io.vpcmesh.status.EndpointFindings.Security;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.EndpointView;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what a pass found out about an endpoint into its status. */
public final class EndpointReport {

  /** Set by a driver on a resource whose declaration vanished; holds since when. */
  public static final String ORPHANED = "vpcmesh.io/orphaned";

  private final EndpointView view;
  private final EndpointFindings findings;
  private final ServiceEndpointStatus previous;
  private final Instant now;
  private final Optional<DeploymentReport> deployments;

  private EndpointReport(
      EndpointView view, EndpointFindings findings, ServiceEndpointStatus previous, Instant now) {
    this.view = view;
    this.findings = findings;
    this.previous = previous;
    this.now = now;
    this.deployments =
        findings
            .course()
            .map(course ->
                new DeploymentReport(
                    new EndpointKey(view.resource().ref()),
                    course.rollout(),
                    view.declared().map(it -> it.revision().hash()),
                    new DeploymentReport.Course(course.message(), view.paused())));
  }

  /** The status, with the times of the previous one where nothing changed. */
  public static ServiceEndpointStatus of(
      EndpointView view, EndpointFindings findings, ServiceEndpointStatus previous, Instant now) {
    return new EndpointReport(view, findings, previous, now).status();
  }

  private ServiceEndpointStatus status() {
    Verdict verdict = verdict();
    ImmutableList<EndpointAddress> addresses = addresses();
    return new ServiceEndpointStatus(
        view.resource().generation(),
        conditions(verdict),
        verdict.phase(),
        findings.discovery().map(EffectiveValues::discovery).map(Effective::new).orElse(null),
        revision(verdict),
        instances(),
        addresses,
        backend(),
        addresses.stream().findFirst().map(EndpointReport::spell).orElse(null),
        findings
            .place()
            .map(place ->
                new EndpointAwsStatus(
                    place.serviceIds(),
                    place.namespaceId(),
                    findings.counts().pending(),
                    groupIds()))
            .orElse(null),
        ImmutableList.of(),
        findings.planned(),
        findings.notes(),
        deployments.map(DeploymentReport::summary).orElse(null),
        deployments.map(DeploymentReport::lastRollback).orElse(null),
        deployments.map(DeploymentReport::quarantine).orElseGet(ImmutableList::of),
        deployments.map(DeploymentReport::handled).orElse(null));
  }

  private ImmutableList<Condition> conditions(Verdict verdict) {
    Conditions conditions =
        new Conditions(view.resource().generation(), previous.conditions(), now);
    verdict.addTo(conditions);
    accepted(conditions);
    resolved(conditions);
    registered(conditions);
    available(conditions);
    findings.security().ifPresent(security -> SecuredCondition.add(conditions, security));
    deployments.ifPresent(it -> it.addTo(conditions));
    return conditions.build();
  }

  private Verdict verdict() {
    Optional<String> orphaned = Optional.ofNullable(view.resource().annotations().get(ORPHANED));
    if (view.resource().deleting()) {
      return terminating();
    }
    if (orphaned.isPresent()) {
      return Verdict.stuck(
          "Orphaned",
          "Orphaned",
          "the manifest is gone since %s; nothing was removed: put it back, or run 'vpcmesh prune'"
              .formatted(orphaned.orElseThrow()));
    }
    Verdict verdict =
        Verdict.of(declared())
            .or(() -> deployments.flatMap(DeploymentReport::verdict).map(this::throttled))
            .or(() -> Verdict.of(ownProblems()))
            .or(() -> findings.failure().map(Verdict::of))
            .or(() -> findings.waiting().map(what -> Verdict.underWay("Pending", "Pending", what)))
            .orElseGet(this::settled);
    // What was not written down to be complete is not, whatever AWS says already.
    return isFirst() && verdict.ready() == Verdict.Ready.YES
        ? Verdict.underWay("Progressing", "Progressing", verdict.message())
        : verdict;
  }

  private boolean isFirst() {
    return findings.course().filter(course -> course.rollout().running().isEmpty()).isPresent();
  }

  /** Whoever waits for AWS is told so. */
  private Verdict throttled(Verdict verdict) {
    return verdict.ready() == Verdict.Ready.UNDER_WAY
        ? findings
            .failure()
            .filter(AwsFailure.Throttled.class::isInstance)
            .map(failure ->
                Verdict.underWay(
                    verdict.phase(), verdict.reason(), "AwsThrottled", failure.error().toString()))
            .orElse(verdict)
        : verdict;
  }

  private Verdict terminating() {
    int left = findings.counts().registered();
    String work =
        findings
            .security()
            .filter(_ -> left == 0)
            .flatMap(Security::waiting)
            .orElse("taking " + left + " instances out of Cloud Map");
    return Verdict.of(ownProblems())
        .or(() -> findings.failure().map(Verdict::of))
        .or(() -> Verdict.planned(findings.planned()))
        .orElseGet(
            () -> Verdict.underWay("Progressing", "Progressing", findings.waiting().orElse(work)))
        .terminating();
  }

  private Verdict settled() {
    Counts counts = findings.counts();
    Optional<Verdict> planned = Verdict.planned(findings.planned());
    if (planned.isPresent()) {
      return planned.orElseThrow();
    }
    if (findings.changesLeft() || counts.pending() > 0) {
      return Verdict.underWay(
          "Progressing",
          "Progressing",
          "%d of %d instances are registered".formatted(counts.registered(), counts.desired()));
    }
    Optional<String> unsecured = findings.security().flatMap(Security::holdsUp);
    if (unsecured.isPresent()) {
      return Verdict.underWay("Progressing", "Progressing", unsecured.orElseThrow());
    }
    if (counts.desired() > 0 && counts.healthy() == 0) {
      return Verdict.stuck(
          "Completed",
          "NoHealthyInstances",
          "none of %d instances is healthy".formatted(counts.desired()));
    }
    return Verdict.ready(
        counts.registered()
            + (counts.registered() == 1 ? " instance is" : " instances are")
            + " registered");
  }

  private void accepted(Conditions conditions) {
    Optional<Problem> refused =
        problems().stream()
            .filter(problem ->
                switch (problem.reason()) {
                  case InvalidSpec, NameConflict, NotAllowedByMesh, ReplacementRequired -> true;
                  default -> false;
                })
            .findFirst();
    if (refused.isEmpty()) {
      conditions.yes("Accepted", "Accepted", "the spec is valid");
      return;
    }
    String running =
        view.accepted()
            .filter(accepted -> accepted.generation() < view.resource().generation())
            .map(accepted -> "; revision " + accepted.revision().number() + " stays in force")
            .orElse("");
    conditions.no(
        "Accepted",
        refused.orElseThrow().reason().name(),
        refused.orElseThrow().message() + running);
  }

  private void resolved(Conditions conditions) {
    problems().stream()
        .filter(problem ->
            switch (problem.reason()) {
              case MeshNotFound, BackendNotFound -> true;
              default -> false;
            })
        .findFirst()
        .ifPresentOrElse(
            problem -> conditions.no("ResolvedRefs", problem.reason().name(), problem.message()),
            () -> conditions.yes("ResolvedRefs", "ResolvedRefs", "all references are resolved"));
  }

  private void registered(Conditions conditions) {
    Counts counts = findings.counts();
    Optional<Problem> problem = findings.problems().stream().findFirst();
    Optional<AwsFailure> failure =
        findings.failure().filter(it -> it.error().action().service() != AwsService.EC2);
    String progress =
        "%d of %d instances are registered".formatted(counts.registered(), counts.desired());
    if (problem.isPresent()) {
      String reason =
          switch (problem.orElseThrow().reason()) {
            case RecordTypeMismatch -> "RecordTypeMismatch";
            case BackendNotFound, NotAllowedByMesh -> "Pending";
            default -> "CloudMapError";
          };
      conditions.no("Registered", reason, problem.orElseThrow().message());
    } else if (failure.isPresent()) {
      boolean throttled = failure.orElseThrow() instanceof AwsFailure.Throttled;
      conditions.no(
          "Registered",
          throttled ? "Throttled" : "CloudMapError",
          failure.orElseThrow().error().toString());
    } else if (findings.waiting().isPresent()) {
      conditions.no("Registered", "Pending", findings.waiting().orElseThrow());
    } else if (findings.changesLeft() || counts.pending() > 0) {
      conditions.no("Registered", "Pending", progress);
    } else {
      conditions.yes("Registered", "Registered", progress);
    }
  }

  /** Who is only a client serves nobody, and cannot be missed. */
  private void available(Conditions conditions) {
    Counts counts = findings.counts();
    boolean client =
        view.accepted()
            .filter(it -> it.revision().spec().backend() instanceof Backend.ClientOnly)
            .isPresent();
    if (client) {
      return;
    }
    if (counts.healthy() > 0) {
      conditions.yes(
          "Available",
          "MinimumHealthy",
          "%d of %d instances are healthy".formatted(counts.healthy(), counts.registered()));
    } else if (view.accepted().isEmpty()) {
      conditions.no("Available", "NeverCompleted", "no spec was ever accepted");
    } else {
      conditions.no("Available", "NoHealthyInstances", "no healthy instance is registered");
    }
  }

  private ImmutableList<String> groupIds() {
    return findings.security().flatMap(Security::id).stream()
        .map(SecurityGroupId::value)
        .collect(ImmutableList.toImmutableList());
  }

  /** What was found besides what is wrong with the declaration. */
  private ImmutableList<Problem> ownProblems() {
    return ImmutableList.<Problem>builder()
        .addAll(findings.problems())
        .addAll(findings.security().flatMap(Security::problem).stream().iterator())
        .build();
  }

  private ImmutableList<Problem> problems() {
    return ImmutableList.<Problem>builder().addAll(declared()).addAll(ownProblems()).build();
  }

  /** What is wrong with the declaration, or speaks against following it. */
  private ImmutableList<Problem> declared() {
    return ImmutableList.<Problem>builder()
        .addAll(view.problems())
        .addAll(view.conflict().stream().toList())
        .addAll(deployments.flatMap(DeploymentReport::rejection).stream().iterator())
        .build();
  }

  private @Nullable RevisionStatus revision(Verdict verdict) {
    return deployments.isPresent()
        ? deployments.orElseThrow().revision(previous.revision(), verdict, now)
        : view.accepted()
            .map(accepted ->
                Revisions.status(accepted.revision(), previous.revision(), verdict, now))
            .orElse(null);
  }

  private InstanceCount instances() {
    Counts counts = findings.counts();
    return new InstanceCount(
        counts.desired(),
        counts.registered(),
        counts.healthy(),
        counts.draining(),
        counts.healthy() + "/" + counts.desired());
  }

  private @Nullable String backend() {
    return view.accepted()
        .map(accepted -> accepted.revision().spec().backend())
        .map(backend ->
            switch (backend) {
              case Endpoint.Backend.ClientOnly _ -> "ClientOnly";
              case Endpoint.Backend.Static _ -> "Static";
              case Endpoint.Backend.Kubernetes _ -> "Kubernetes";
            })
        .orElse(null);
  }

  private ImmutableList<EndpointAddress> addresses() {
    if (findings.place().isEmpty() || findings.records().isEmpty() || view.accepted().isEmpty()) {
      return ImmutableList.of();
    }
    Endpoint endpoint = view.accepted().orElseThrow().revision().spec();
    String namespace = findings.place().orElseThrow().namespaceName();
    boolean dns = !findings.records().orElseThrow().isEmpty();
    boolean srv = findings.records().orElseThrow().contains(RecordType.SRV);
    return findings.place().orElseThrow().serviceIds().keySet().stream()
        .map(name ->
            new EndpointAddress(
                name + "." + namespace,
                srv ? null : port(endpoint),
                dns ? AddressVia.DNS : AddressVia.API))
        .collect(ImmutableList.toImmutableList());
  }

  private static @Nullable Integer port(Endpoint endpoint) {
    return endpoint.ports().stream()
        .findFirst()
        .map(port ->
            switch (port.target()) {
              case Endpoint.TargetPort.Numbered(var number) -> number.value();
              case Endpoint.TargetPort.Named _ -> null;
            })
        .orElse(null);
  }

  private static String spell(EndpointAddress address) {
    return address.port() == null ? address.name() : address.name() + ":" + address.port();
  }
}
