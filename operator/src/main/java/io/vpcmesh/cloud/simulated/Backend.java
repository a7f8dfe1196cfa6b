package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.simulated.Effect.CreateNamespace;
import io.vpcmesh.cloud.simulated.Effect.DeleteNamespace;
import io.vpcmesh.cloud.simulated.Effect.Deregister;
import io.vpcmesh.cloud.simulated.Effect.Register;
import io.vpcmesh.cloud.simulated.Effect.UpdateService;
import io.vpcmesh.cloud.simulated.OperationState.Result;
import java.time.Instant;
import java.util.Optional;

/** The world with everything that reads and changes it. Only one thread may be in here. */
final class Backend {

  final World world;
  final Operations operations;
  final Tags tags;
  final Namespaces namespaces;
  final Services services;
  final ServiceReads serviceReads;
  final ServiceUpdates serviceUpdates;
  final Instances instances;
  final InstanceReads instanceReads;
  final Health health;
  final Discovery discovery;
  final Networks networks;
  final Groups groups;
  final GroupRules groupRules;
  final GroupTags groupTags;
  final Interfaces interfaces;
  final PrefixLists prefixLists;
  final Alarms alarms;

  Backend(Settings settings, long drawn) {
    world = new World(settings, drawn);
    Requests requests = new Requests(world.rules(), settings.quotas());
    operations = new Operations(world);
    tags = new Tags(world, requests);
    namespaces = new Namespaces(world, operations, tags, requests);
    services = new Services(world, operations, tags, requests);
    serviceReads = new ServiceReads(world);
    serviceUpdates = new ServiceUpdates(world, operations, requests);
    instances = new Instances(world, operations, requests);
    instanceReads = new InstanceReads(world);
    health = new Health(world);
    discovery = new Discovery(world);
    networks = new Networks(world.rules());
    GroupChecks checks = new GroupChecks(world.rules(), settings.quotas());
    groups = new Groups(world, networks, checks);
    groupRules = new GroupRules(world, groups, checks);
    groupTags = new GroupTags(world, groups, groupRules, checks);
    interfaces = new Interfaces(world);
    prefixLists = new PrefixLists(world);
    alarms = new Alarms(world);
  }

  /** Ends an operation whose time has come: with its effect, or with an explanation. */
  OperationState complete(OperationState operation) {
    Result result = result(operation);
    operations.finish(operation, result);
    return operation.finished(result);
  }

  private Result result(OperationState operation) {
    if (operation.doomed().isPresent()) {
      return new Result(operation.doomed());
    }
    try {
      perform(operation.effect(), operation.due());
      return new Result(Optional.empty());
    } catch (Refused refused) {
      return new Result(Optional.of(refused.explanation()));
    }
  }

  private void perform(Effect effect, Instant at) {
    switch (effect) {
      case CreateNamespace creation -> namespaces.created(creation, at);
      case DeleteNamespace deletion -> namespaces.deleted(deletion, at);
      case UpdateService update -> serviceUpdates.updated(update, at);
      case Register registration -> instances.registered(registration, at);
      case Deregister removal -> instances.deregistered(removal, at);
    }
  }
}
