package io.vpcmesh.engine;

import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Instance;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Namespace;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.InstanceId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A mutating call of the operator, with the world as it is just before. */
record Move(Call call, WorldSnapshot world, Script script, History history) {

  AwsAction action() {
    return call.action();
  }

  Instant at() {
    return call.at();
  }

  Map<String, String> values() {
    return call.request().values();
  }

  InstanceId instanceId() {
    return call.request().instance().orElseThrow();
  }

  /** What the call is about, in the words of the history. */
  String subject() {
    return call.request().subject() + call.request().instance().map(id -> " " + id).orElse("");
  }

  Optional<Service> service() {
    String subject = call.request().subject();
    return world
        .services()
        .filter(service -> service.id().value().equals(subject) || service.arn().equals(subject))
        .findFirst();
  }

  Optional<Namespace> namespace() {
    String subject = call.request().subject();
    return world.namespaces().stream()
        .filter(space ->
            space.id().value().equals(subject)
                || space.arn().equals(subject)
                || service().filter(space.services()::contains).isPresent())
        .findFirst();
  }

  Optional<Instance> instance() {
    return call.request()
        .instance()
        .flatMap(id ->
            service().stream()
                .flatMap(service -> service.instances().stream())
                .filter(instance -> instance.id().equals(id))
                .findFirst());
  }

  /** Whose mark the object that is touched carries; absent when there is no such object. */
  Optional<Mark> touched() {
    if (call.request().instance().isPresent()) {
      return instance().map(Instance::attributes).map(Mark::of);
    }
    return service().map(Service::tags).or(() -> namespace().map(Namespace::tags)).map(Mark::of);
  }

  /** Whose mark the call would leave. */
  Mark actor() {
    return Mark.of(values());
  }

  /** Whether an operation on an instance of the service is under way. */
  boolean underWay(String service, Predicate<InstanceId> instance) {
    return world.inFlight().stream()
        .filter(operation -> service.equals(operation.targets().get("SERVICE")))
        .map(operation -> operation.targets().get("INSTANCE"))
        .anyMatch(id -> id != null && instance.test(new InstanceId(id)));
  }

  Violation violates(String invariant, String why) {
    return new Violation(invariant, call + " at " + at() + ": " + why);
  }
}
