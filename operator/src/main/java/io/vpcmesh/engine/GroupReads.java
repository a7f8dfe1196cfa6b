package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.EndpointJournal.GroupRef;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.apply.FirewallReader;
import io.vpcmesh.firewall.apply.ShownGroups;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The security groups that endpoints of one mesh want read. One read is under way at a time, and
 * what comes up meanwhile is read together by the next: two calls tell of up to a hundred groups.
 */
final class GroupReads {

  /** What the mesh's request is about. */
  private static final String SLOT = "security groups";

  /** So few that their rules have place on one page, as a rule. */
  private static final int TOGETHER = 100;

  private final SequencedMap<EndpointKey, Question> waiting = new LinkedHashMap<>();

  /**
   * What an endpoint wants to know. The answer is of use as long as it still asks the same.
   *
   * @param place where the group is, and as whom it is read
   * @param ref which it is, as far as that was known
   */
  record Question(
      Place place, GroupRef ref, Identity identity, EndpointState state, GroupTrack track) {

    /** What can be asked in one call. */
    private record Kind(Optional<String> vpc, boolean byId, boolean urgent) {}

    private Kind kind() {
      return new Kind(vpc(), ref.id().isPresent(), track.isUnread());
    }

    private Optional<String> vpc() {
      return Optional.of(ref.vpc()).filter(vpc -> !vpc.isEmpty());
    }

    Priority priority() {
      return track.isUnread() ? Priority.ADDITION : Priority.AUDIT;
    }

    /** What there is to know of this group alone. */
    KnownGroup ask(FirewallReader reader) {
      return ref.id().isPresent()
          ? reader.read(ref.id().orElseThrow(), vpc(), identity)
          : reader.find(ref.vpc(), ref.name(), identity);
    }

    private KnownGroup among(ShownGroups shown) {
      return ref.id()
          .map(id -> shown.of(id, identity))
          .orElseGet(() -> shown.named(ref.name(), identity));
    }

    void answered(KnownGroup group, Instant askedAt, Instant now) {
      state.failures.clear(GroupRequests.SLOT);
      track.read(group, askedAt, now);
    }

    void failed(AwsFailure failure, Instant now) {
      state.failures.add(GroupRequests.SLOT, failure, now);
    }
  }

  /**
   * What the endpoint wants to know from now on.
   *
   * @return whether that is news for the mesh
   */
  boolean ask(EndpointKey endpoint, Optional<Question> question) {
    if (question.isEmpty()) {
      waiting.remove(endpoint);
      return false;
    }
    return !question.equals(Optional.ofNullable(waiting.put(endpoint, question.orElseThrow())));
  }

  /** The next read at that place, if any. */
  Optional<Request> due(EngineContext context, Dispatcher dispatcher, MeshId mesh, Place place) {
    ImmutableMap<EndpointKey, Question> together = together(place);
    return together.isEmpty()
        ? Optional.empty()
        : Optional.of(read(context, dispatcher, mesh, together));
  }

  /**
   * What one read can tell, the urgent ones first. Whoever asks of another place has moved: he will
   * ask anew.
   */
  ImmutableMap<EndpointKey, Question> together(Place place) {
    waiting.values().removeIf(question -> !question.place().equals(place));
    Optional<Question> first =
        waiting.values().stream()
            .filter(question -> question.kind().urgent())
            .findFirst()
            .or(() -> waiting.values().stream().findFirst());
    return waiting.entrySet().stream()
        .filter(each -> each.getValue().kind().equals(first.orElseThrow().kind()))
        .limit(TOGETHER)
        .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Request read(
      EngineContext context,
      Dispatcher dispatcher,
      MeshId mesh,
      ImmutableMap<EndpointKey, Question> together) {
    Question any = together.values().iterator().next();
    Instant askedAt = context.loop.now();
    FirewallReader reader = new FirewallReader(context.cloud.ec2(any.place()));
    Function<FirewallReader, ShownGroups> call = call(together.values(), any.vpc());
    Purpose purpose =
        new Purpose(
            mesh,
            SLOT,
            any.priority(),
            ImmutableList.of(
                AwsAction.DESCRIBE_SECURITY_GROUPS, AwsAction.DESCRIBE_SECURITY_GROUP_RULES),
            context.budget(any.place()));
    return dispatcher.request(
        purpose,
        () -> call.apply(reader),
        shown ->
            tell(
                together,
                dispatcher,
                each -> each.answered(each.among(shown), askedAt, context.loop.now())),
        failure -> tell(together, dispatcher, each -> each.failed(failure, context.loop.now())));
  }

  /** Tells all who still ask the same. */
  private void tell(
      ImmutableMap<EndpointKey, Question> asked, Dispatcher dispatcher, Consumer<Question> answer) {
    asked.forEach((endpoint, question) -> {
      if (waiting.remove(endpoint, question)) {
        answer.accept(question);
      }
      dispatcher.wake(endpoint);
    });
  }

  private static Function<FirewallReader, ShownGroups> call(
      Collection<Question> together, Optional<String> vpc) {
    ImmutableSet<SecurityGroupId> ids =
        together.stream()
            .flatMap(question -> question.ref().id().stream())
            .collect(ImmutableSet.toImmutableSet());
    ImmutableSet<String> names =
        together.stream()
            .map(question -> question.ref().name())
            .collect(ImmutableSet.toImmutableSet());
    return reader -> ids.isEmpty() ? reader.find(vpc.orElseThrow(), names) : reader.read(ids, vpc);
  }
}
