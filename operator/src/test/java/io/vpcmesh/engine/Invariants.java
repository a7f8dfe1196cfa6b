package io.vpcmesh.engine;

import io.vpcmesh.cloud.simulated.WorldSnapshot.Instance;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.HealthStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The invariants of one mutating call, judged by what AWS has and what the script says. */
record Invariants(Move move, List<Violation> found) {

  static List<Violation> of(Move move) {
    Invariants invariants = new Invariants(move, new ArrayList<>());
    invariants.check();
    return invariants.found();
  }

  private void check() {
    AwsAction action = move.action();
    move.touched().ifPresent(this::ownership);
    neighbour();
    switch (action) {
      case REGISTER_INSTANCE -> {
        alone();
        unchanged();
        foreignStays();
        // AWS refuses what is to be registered in a service that somebody has deleted.
        move.service().map(Service::name).ifPresent(this::eldest);
      }
      case DEREGISTER_INSTANCE -> {
        alone();
        move.touched().flatMap(Mark::endpoint).ifPresent(this::removal);
      }
      case CREATE_SERVICE -> eldest(move.call().request().subject());
      case TAG_RESOURCE -> unchangedTags();
      case UPDATE_SERVICE -> unchangedSettings();
      case UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS -> unchangedHealth();
      default -> {}
    }
  }

  /** S1, S3: what is touched carries our identity, what is deleted the UID too. */
  private void ownership(Mark mark) {
    if (!mark.isOfThisInstallation()) {
      violated("S1", "it is not ours: " + mark);
    } else if (deletes()) {
      Optional<String> uid = move.script().uid(mark);
      if (uid.isEmpty()) {
        violated("S1", "no resource " + mark.owner() + " is declared");
      } else if (!uid.orElseThrow().equals(mark.uid())) {
        violated("S3", "it is of a former " + mark.owner() + " with the UID " + mark.uid());
      }
    }
  }

  private boolean deletes() {
    return switch (move.action()) {
      case DELETE_NAMESPACE, DELETE_SERVICE, DEREGISTER_INSTANCE -> true;
      default -> false;
    };
  }

  /** S16: a call for one resource leaves what belongs to another alone. */
  private void neighbour() {
    String actor = move.actor().owner();
    if (actor.isEmpty()) {
      return;
    }
    move.touched()
        .filter(Mark::isOfThisInstallation)
        .filter(mark -> !mark.owner().equals(actor))
        .ifPresent(mark -> violated("S16", actor + " touches what belongs to " + mark.owner()));
    move.service()
        .map(service -> Mark.of(service.tags()))
        .filter(mark -> !mark.owner().isEmpty() && !mark.owner().equals(actor))
        .ifPresent(mark -> violated("S16", actor + " writes to the service of " + mark.owner()));
  }

  /** S2, S4, S11: only what is gone goes, what nobody saw go slowly, and never the last one. */
  private void removal(EndpointKey key) {
    Service service = move.service().orElseThrow();
    switch (move.script().fate(key, service.name(), move.instanceId())) {
      case WANTED -> violated("S2", "the instance is there and wanted by " + key);
      case RELEASED -> last(key, service);
      case UNSEEN -> {
        last(key, service);
        budget(key, service);
      }
    }
  }

  private void budget(EndpointKey key, Service service) {
    int recent = move.history().removedUnseenLately(key, move.at());
    int budget = Math.max(3, (service.instances().size() + recent) / 10);
    if (recent >= budget && !move.script().isAcknowledged(key)) {
      violated("S4", "%d of %d went on mere absence already".formatted(recent, budget));
    }
    move.history().removingUnseen(key, move.at());
  }

  /** While it still serves, another one must be offered in its place. */
  private void last(EndpointKey key, Service service) {
    List<Instance> others =
        service.instances().stream()
            .filter(instance -> Mark.of(instance.attributes()).endpoint().equals(Optional.of(key)))
            .filter(instance -> !instance.id().equals(move.instanceId()))
            .filter(instance ->
                move.script().wanted(key).contains(instance.id())
                    || !move.underWay(service.id().value(), instance.id()::equals))
            .toList();
    boolean serving =
        move.script().isDraining(key, move.instanceId())
            && move.instance().filter(Invariants::healthy).isPresent();
    boolean leftWithout =
        serving ? others.stream().noneMatch(Invariants::healthy) : others.isEmpty();
    boolean wanted = move.script().services(key).contains(service.name());
    Set<?> ready = move.script().ready(key);
    if (wanted && leftWithout && !ready.isEmpty()) {
      violated("S11", "no instance is left, and " + ready + " could be registered");
    }
  }

  private static boolean healthy(Instance instance) {
    return !instance.health().equals(Optional.of(HealthStatus.UNHEALTHY));
  }

  /** S10, S38: what is as it shall be is not written again. */
  private void unchanged() {
    Map<String, String> present =
        move.instance().<Map<String, String>>map(Instance::attributes).orElse(Map.of());
    boolean same =
        move.values().entrySet().stream()
            .filter(value -> !value.getKey().equals("AWS_INIT_HEALTH_STATUS"))
            .allMatch(value -> value.getValue().equals(present.get(value.getKey())));
    boolean nothingOfOursGoes =
        move.values()
            .getOrDefault("vpcmesh.io/keys", "")
            .equals(present.getOrDefault("vpcmesh.io/keys", ""));
    if (move.instance().isPresent() && same && nothingOfOursGoes && !excused()) {
      violated("S10", "the instance is registered with just these attributes");
    }
  }

  private void unchangedTags() {
    Map<String, String> tags =
        move.service()
            .<Map<String, String>>map(Service::tags)
            .orElseGet(() -> move.namespace().orElseThrow().tags());
    if (tags.entrySet().containsAll(move.values().entrySet()) && !excused()) {
      violated("S10", "the tags are these already");
    }
  }

  private void unchangedSettings() {
    boolean same =
        move.service()
            .filter(service ->
                service.dns().toString().equals(move.values().get("dns"))
                    && service.description().equals(move.values().get("description")))
            .isPresent();
    if (same && !excused()) {
      violated("S10", "the settings are these already");
    }
  }

  /** What was sent of late counts, although it does not show yet. */
  private void unchangedHealth() {
    String status = move.values().getOrDefault("status", "");
    Optional<String> present =
        move.history()
            .sentHealth(move.subject(), status, move.at())
            .or(() -> move.instance().flatMap(Instance::health).map(HealthStatus::name));
    if (present.equals(Optional.of(status)) && !excused()) {
      violated("S10", "the health is this already");
    }
  }

  private boolean excused() {
    return move.history().doubtful(move.subject(), move.at());
  }

  /** S13: nothing is sent for an instance while our own change of it is under way. */
  private void alone() {
    String service = move.call().request().subject();
    if (move.history().answered.contains(move.subject())
        && move.underWay(service, move.instanceId()::equals)) {
      violated("S13", "another operation on the instance is under way");
    }
  }

  /** S38: what others wrote to an instance stays. */
  private void foreignStays() {
    move.history()
        .foreign(move.subject())
        .forEach((key, value) -> {
          boolean there =
              move.instance().map(Instance::attributes).map(all -> all.get(key)).isPresent();
          if (there && !value.equals(move.values().get(key))) {
            violated("S38", "the attribute " + key + " of somebody else would be lost");
          }
        });
  }

  /** S19: nobody writes anything under a name that another one owns. */
  private void eldest(String service) {
    move.actor()
        .endpoint()
        .filter(key -> !move.script().owner(service, key).equals(Optional.of(key)))
        .ifPresent(key ->
            violated("S19", key + " has no right to it, but " + move.script().owner(service, key)));
  }

  private void violated(String invariant, String why) {
    found.add(move.violates(invariant, why));
  }
}
