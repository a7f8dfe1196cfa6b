package io.vpcmesh.engine;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.registry.DesiredService;
import io.vpcmesh.registry.InFlight;
import io.vpcmesh.registry.KnownInstance;
import io.vpcmesh.registry.RegistryChange;
import io.vpcmesh.registry.ServiceFacts;
import io.vpcmesh.registry.ServiceLedger.Presence;
import io.vpcmesh.status.EndpointFindings;
import io.vpcmesh.status.EndpointFindings.Counts;
import io.vpcmesh.status.EndpointFindings.Course;
import io.vpcmesh.status.EndpointFindings.Place;
import io.vpcmesh.topology.Discovery.RecordChoice;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.PodChoice;
import io.vpcmesh.topology.EndpointView;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts together what a pass found out, for the status. */
record EndpointAppraisal(
    EndpointView view,
    EndpointIntent intent,
    EndpointPlan plan,
    GroupAppraisal group,
    EndpointState state,
    MeshState mesh) {

  /** How many records an answer of Route 53 holds at most. */
  private static final int DNS_ANSWERS = 8;

  EndpointFindings findings(boolean writing) {
    return new EndpointFindings(
        problems(),
        state.failures.worst().or(group::failure),
        waiting(),
        !plan.changes().isEmpty() || unread(),
        writing ? ImmutableList.of() : planned(),
        notes(),
        counts(),
        place(),
        intent instanceof EndpointIntent.Keep keep
            ? Optional.of(keep.discovery())
            : Optional.empty(),
        intent instanceof EndpointIntent.Keep keep ? keep.records() : Optional.empty(),
        group.security(),
        writing
            ? Optional.of(new Course(state.journal.rollout(), state.deploying))
            : Optional.empty());
  }

  /** Whether everything was read that the findings stand on. */
  boolean surveyed() {
    return switch (intent) {
      case EndpointIntent.Keep _ -> mesh.surveyed && !unread() && !group.part().isAttaching();
      case EndpointIntent.Hold _ -> mesh.surveyed || view.mesh().isEmpty();
      case EndpointIntent.Remove _, EndpointIntent.LetGo _ -> true;
    };
  }

  /** Whether nothing of ours is left in AWS. */
  boolean isLeft() {
    return state.tracks.values().stream().allMatch(EndpointPass::left)
        && group.part().isLeft(state.journal);
  }

  /** How many instances of ours AWS has, over all services. */
  static int registered(EndpointState state) {
    return state.tracks.values().stream()
        .mapToInt(track ->
            (int) track.ledger().instances().values().stream().filter(KnownInstance::ours).count())
        .sum();
  }

  private ImmutableList<Problem> problems() {
    ImmutableList.Builder<Problem> problems = ImmutableList.builder();
    if (intent instanceof EndpointIntent.Keep keep) {
      keep.problem().ifPresent(problems::add);
      nobodyFits(keep).ifPresent(problems::add);
    }
    return problems
        .addAll(view.resource().deleting() ? ImmutableList.of() : refused())
        .addAll(plan.problems())
        .addAll(Maps.filterKeys(state.refusals, slot -> !slot.equals(GroupRequests.SLOT)).values())
        .build();
  }

  /** What the endpoint names and its mesh does not let it name. */
  private ImmutableList<Problem> refused() {
    return ImmutableList.<Problem>builder()
        .addAll(view.callers().refused())
        .addAll(group.refused())
        .build();
  }

  /** There are instances, and none of them can be registered. */
  private static Optional<Problem> nobodyFits(EndpointIntent.Keep keep) {
    ImmutableMap<InstanceId, String> unfit = keep.desired().unfit();
    boolean nobody =
        keep.desired().services().stream().allMatch(service -> service.instances().isEmpty());
    return unfit.entrySet().stream()
        .filter(_ -> nobody)
        .findFirst()
        .map(first ->
            new Problem(
                Reason.BackendNotFound,
                "none of %d instances can be registered: instance %s %s"
                    .formatted(unfit.size(), first.getKey(), first.getValue())));
  }

  private Optional<String> waiting() {
    return switch (intent) {
      case EndpointIntent.Hold(String why) -> Optional.of(why);
      case EndpointIntent.Keep keep
          when keep.records().isEmpty() && keep.problem().isEmpty() && registers(keep) ->
          Optional.of(
              "waiting for the first instance%s, to see which DNS records it needs"
                  .formatted(source()));
      case EndpointIntent.LetGo _ when !state.journal.services().isEmpty() ->
          Optional.of("letting go of it: what is registered stays (deletionPolicy: Retain)");
      case EndpointIntent.Keep _, EndpointIntent.Remove _, EndpointIntent.LetGo _ -> plan.waiting();
    };
  }

  /** Where the instances are to come from, if that has a name. */
  private String source() {
    return view.accepted()
        .map(accepted -> accepted.revision().spec().backend())
        .filter(Backend.Kubernetes.class::isInstance)
        .map(Backend.Kubernetes.class::cast)
        .map(backend ->
            switch (backend.pods()) {
              case PodChoice.OfService(String name) ->
                  " of Service %s/%s".formatted(view.resource().ref().namespace(), name);
              case PodChoice.WithLabels(var labels) ->
                  " of the pods with " + Joiner.on(',').withKeyValueSeparator('=').join(labels);
            })
        .orElse("");
  }

  private boolean registers(EndpointIntent.Keep keep) {
    return keep.discovery().record() != RecordChoice.NONE
        && view.accepted()
            .map(accepted -> accepted.revision().spec().backend())
            .filter(Backend.ClientOnly.class::isInstance)
            .isEmpty();
  }

  private boolean unread() {
    return intent instanceof EndpointIntent.Keep keep
        && (group.part().track().filter(GroupTrack::isUnread).isPresent()
            || group.part().lists().awaited().isPresent()
            || keep.desired().services().stream()
                .anyMatch(service -> unread(state.tracks.get(service.name()))));
  }

  private static boolean unread(@Nullable ServiceTrack track) {
    return track == null
        || track.update().isUnderWay()
        || track.ledger().presence() == Presence.UNKNOWN
        || (track.ledger().presence() == Presence.PRESENT
            && !track.ledger().surveyed()
            && track.ledger().facts().map(ServiceFacts::standing).orElseThrow() != Standing.OTHERS);
  }

  private ImmutableList<String> planned() {
    return Stream.concat(
            group.part().planned().stream(), plan.changes().stream().map(RegistryChange::describe))
        .limit(100)
        .collect(ImmutableList.toImmutableList());
  }

  private ImmutableList<String> notes() {
    if (!(intent instanceof EndpointIntent.Keep keep)) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<String> notes = ImmutableList.builder();
    keep.desired().unfit().forEach((id, why) -> notes.add("instance " + id + " " + why));
    boolean srv = keep.records().map(r -> r.contains(RecordType.SRV)).orElse(false);
    boolean dns = keep.records().map(r -> !r.isEmpty()).orElse(false);
    if (srv) {
      notes.add(
          "SrvOnly: there are SRV records alone, which many applications cannot read; clients need a resolver that does, or the DiscoverInstances call");
    } else if (dns && counts().healthy() > DNS_ANSWERS) {
      notes.add(
          "%d healthy instances: a DNS answer holds at most %d of them, chosen at random"
              .formatted(counts().healthy(), DNS_ANSWERS));
    }
    state.tracks.forEach((name, track) ->
        track
            .ledger()
            .facts()
            .filter(facts -> facts.standing() == Standing.UNMARKED)
            .ifPresent(facts ->
                notes.add(
                    "service %s (%s) carries no mark of ours (it existed before, or its tags were taken off) and was adopted: only our instances are touched in it"
                        .formatted(name, facts.id()))));
    return notes.addAll(group.notes()).build();
  }

  private Counts counts() {
    int desired =
        intent instanceof EndpointIntent.Keep keep
            ? keep.desired().services().stream()
                .mapToInt((DesiredService service) -> service.instances().size())
                .max()
                .orElse(0)
            : 0;
    int draining =
        intent instanceof EndpointIntent.Keep keep
            ? (int)
                keep.membership().instances().values().stream()
                    .filter(instance -> instance.draining())
                    .count()
            : 0;
    return new Counts(desired, fewest(state, false), fewest(state, true), draining, pending());
  }

  /** Of several services, one for each port, the one with the fewest instances counts. */
  private static int fewest(EndpointState state, boolean healthy) {
    return state.tracks.values().stream()
        .filter(track -> track.ledger().presence() == Presence.PRESENT)
        .mapToInt(track ->
            (int)
                track.ledger().instances().entrySet().stream()
                    .filter(known -> known.getValue().ours())
                    .filter(known ->
                        !(track.ledger().inFlight().get(known.getKey())
                            instanceof InFlight.Deregistering))
                    .filter(known -> !healthy || healthy(known.getValue()))
                    .count())
        .min()
        .orElse(0);
  }

  private static boolean healthy(KnownInstance known) {
    return !known.health().equals(Optional.of(HealthStatus.UNHEALTHY));
  }

  private int pending() {
    return state.tracks.values().stream().mapToInt(t -> t.ledger().inFlight().size()).sum();
  }

  private Optional<Place> place() {
    return state.home.map(home -> {
      ImmutableMap.Builder<String, String> ids = ImmutableMap.builder();
      state.tracks.forEach((name, track) ->
          track
              .ledger()
              .facts()
              .filter(facts -> facts.standing() != Standing.OTHERS)
              .ifPresent(facts -> ids.put(name.value(), facts.id().value())));
      return new Place(home.namespaceId(), namespaceName(), ids.buildOrThrow());
    });
  }

  private String namespaceName() {
    return mesh.fact instanceof MeshFact.Ready ready
        ? ready.mesh().namespace().name()
        : state.home.orElseThrow().httpName();
  }
}
