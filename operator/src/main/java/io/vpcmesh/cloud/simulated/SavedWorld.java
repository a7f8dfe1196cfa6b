package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.simulated.RequestIds.Used;
import io.vpcmesh.model.ServiceId;
import java.time.Instant;

/**
 * A Region of a simulated cloud laid to rest: all that is needed to go on later. The recent past is
 * not kept, so that late readers see the newest state after a restart.
 *
 * @param drawn how many random numbers have been used
 */
record SavedWorld(
    Instant at,
    long drawn,
    ImmutableList<NamespaceState> namespaces,
    ImmutableList<ServiceState> services,
    ImmutableList<SavedInstance> instances,
    ImmutableMap<String, ImmutableMap<String, String>> tags,
    ImmutableList<OperationState> operations,
    ImmutableList<Used> requestIds,
    SavedEc2 ec2,
    ImmutableList<KeptAlarm> alarms) {

  /** An instance and the service that it is in. */
  record SavedInstance(ServiceId service, InstanceState instance) {}

  static SavedWorld of(Backend backend) {
    World world = backend.world;
    return new SavedWorld(
        world.now(),
        world.chance().drawn(),
        world.namespaces().all(),
        world.services().all(),
        instances(world),
        backend.tags.all(),
        backend.operations.states(),
        world.requestIds().all(),
        SavedEc2.of(world.ec2()),
        world.alarms().all());
  }

  private static ImmutableList<SavedInstance> instances(World world) {
    return world.services().stream()
        .flatMap(service ->
            world.instances(service).stream()
                .map(instance -> new SavedInstance(service.id(), instance)))
        .collect(ImmutableList.toImmutableList());
  }

  /** Takes everything up where it was left. */
  Backend wake(Settings settings) {
    Backend backend = new Backend(settings, drawn);
    World world = backend.world;
    world.moveTo(at);
    namespaces.forEach(each -> world.namespaces().put(Instant.EPOCH, each.id().value(), each));
    services.forEach(each -> world.services().put(Instant.EPOCH, each.id().value(), each));
    instances.forEach(each -> put(world, each));
    tags.forEach(backend.tags::restore);
    operations.forEach(backend.operations::restore);
    requestIds.forEach(world.requestIds()::remember);
    ec2.wake(world.ec2());
    alarms.forEach(each -> world.alarms().put(Instant.EPOCH, each.alarm().name(), each));
    return backend;
  }

  private static void put(World world, SavedInstance saved) {
    world
        .services()
        .find(saved.service().value())
        .ifPresent(service ->
            world
                .instances(service)
                .put(Instant.EPOCH, saved.instance().id().value(), saved.instance()));
  }
}
