package io.vpcmesh.cloud.simulated;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.ServiceId;
import java.util.Optional;

/** Creating and deleting services, both at once. */
final class Services {

  private final World world;
  private final RuleBook rules;
  private final Operations operations;
  private final Tags tags;
  private final ServiceRequests requests;

  Services(World world, Operations operations, Tags tags, Requests requests) {
    this.world = world;
    this.rules = world.rules();
    this.operations = operations;
    this.tags = tags;
    this.requests = new ServiceRequests(rules, requests);
  }

  ServiceDescription create(ServiceSpec spec) {
    boolean http = typeOf(spec.namespace()) == NamespaceType.HTTP;
    requests.check(spec, http);
    Optional<ServiceState> sameName = sameName(spec, http);
    Optional<ServiceState> sameRequest = sameName.filter(found -> isRepetition(spec, found));
    if (sameRequest.isPresent()) {
      return answer(sameRequest.orElseThrow());
    }
    if (sameName.isPresent() && rules.keeps(ServiceRule.NAME_UNIQUE)) {
      throw alreadyExists(sameName.orElseThrow());
    }
    return answer(put(spec));
  }

  private NamespaceType typeOf(NamespaceId namespace) {
    Optional<NamespaceState> found = world.namespaces().find(namespace.value());
    if (found.isEmpty() && rules.keeps(ServiceRule.NAMESPACE_REQUIRED)) {
      throw Refused.missing("NamespaceNotFound", "no namespace has the id " + namespace);
    }
    return found.map(NamespaceState::type).orElse(NamespaceType.HTTP);
  }

  private Optional<ServiceState> sameName(ServiceSpec spec, boolean http) {
    return world
        .namesakes(spec.namespace(), spec.name())
        .filter(other -> clash(spec, other, http))
        .findFirst();
  }

  /** Only where both names end up in DNS does case make no difference. */
  private boolean clash(ServiceSpec spec, ServiceState other, boolean http) {
    boolean inDns = !http && !spec.dns().isEmpty() && !other.dns().isEmpty();
    boolean caseless =
        inDns
            ? rules.keeps(ServiceRule.DNS_NAME_CASELESS)
            : !rules.keeps(ServiceRule.API_NAME_CASED);
    return caseless
        ? Ascii.equalsIgnoreCase(spec.name(), other.name())
        : spec.name().equals(other.name());
  }

  private boolean isRepetition(ServiceSpec spec, ServiceState found) {
    return rules.keeps(ServiceRule.RETRY_HARMLESS)
        && found.creatorRequestId().equals(spec.creatorRequestId());
  }

  private static Refused alreadyExists(ServiceState service) {
    return Refused.conflict(
        "ServiceAlreadyExists",
        "a service named " + service.name() + " exists: " + service.id(),
        service.id().value());
  }

  private ServiceState put(ServiceSpec spec) {
    String id = world.chance().id("srv-", 16);
    ServiceState service =
        new ServiceState(
            new ServiceId(id),
            world.settings().arn("service", id),
            spec.name(),
            spec.namespace(),
            spec.description(),
            ImmutableList.copyOf(spec.dns()),
            spec.customHealth(),
            spec.creatorRequestId());
    world.services().put(world.now(), id, service);
    tags.objectCreated(world.now(), service.arn(), spec.tags());
    return service;
  }

  private ServiceDescription answer(ServiceState service) {
    return new ServiceReads(world).describe(service, Optional.of(service.namespace()));
  }

  void delete(ServiceId id) {
    ServiceState service =
        world
            .services()
            .find(id.value())
            .orElseThrow(() ->
                rules.missing(
                    ServiceRule.DELETE_MISSING, "ServiceNotFound", "no service has the id " + id));
    if (rules.keeps(ServiceRule.DELETE_NEEDS_EMPTY) && !world.instances(service).isEmpty()) {
      throw Refused.inUse("the service " + id + " has instances");
    }
    if (rules.keeps(ServiceRule.DELETE_WAITS_FOR_OPERATIONS)
        && operations.anyInFlight(id).isPresent()) {
      throw Refused.inUse("an instance of the service " + id + " is being registered");
    }
    world.services().remove(world.now(), id.value());
    world.forgetInstances(service);
    tags.objectDeleted(world.now(), service.arn());
  }
}
