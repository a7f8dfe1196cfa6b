package io.vpcmesh.registry.apply;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DiscoveredInstance;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.RegisteredInstance;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import io.vpcmesh.registry.InstanceAttributes;
import io.vpcmesh.registry.KnownInstance;
import io.vpcmesh.registry.ServiceFacts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads Cloud Map into the words of the registry. */
public final class RegistryReader {

  private final CloudMap cloudMap;

  public RegistryReader(CloudMap cloudMap) {
    this.cloudMap = cloudMap;
  }

  /** The service with its marks, if it is in that namespace: two calls. */
  public Optional<ServiceFacts> service(ServiceId id, NamespaceId namespace, Identity identity) {
    try {
      ServiceDescription service = cloudMap.getService(id);
      return service.namespace().filter(namespace::equals).isPresent()
          ? Optional.of(facts(service, cloudMap.listTagsForResource(service.arn()), identity))
          : Optional.empty();
    } catch (AwsException e) {
      if (e.failure() instanceof AwsFailure.Missing) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** All instances as they can be discovered, which may lag behind: one call. */
  public ImmutableMap<InstanceId, KnownInstance> discover(
      String httpName, String service, Identity identity) {
    ImmutableMap.Builder<InstanceId, KnownInstance> found = ImmutableMap.builder();
    for (DiscoveredInstance instance : cloudMap.discoverInstances(httpName, service)) {
      found.put(instance.id(), known(instance.attributes(), instance.health(), identity));
    }
    return found.buildKeepingLast();
  }

  /**
   * One page of the instances as they are registered: one call, and another one when it is the last
   * page and some are missing.
   *
   * @param expected instances that are on this page or a later one
   * @throws AwsException also when AWS has one of them although it lists it nowhere
   */
  public Page<RegisteredInstance> instances(
      ServiceId service, Optional<String> nextToken, Set<InstanceId> expected) {
    Page<RegisteredInstance> page = cloudMap.listInstances(service, nextToken);
    if (page.nextToken().isEmpty()) {
      Set<InstanceId> listed =
          page.items().stream().map(RegisteredInstance::id).collect(Collectors.toSet());
      Sets.difference(expected, listed).stream()
          .findFirst()
          .ifPresent(missing -> requireMissing(service, missing));
    }
    return page;
  }

  private void requireMissing(ServiceId service, InstanceId instance) {
    if (isRegistered(service, instance)) {
      throw new AwsException(
          new AwsFailure.Unknown(
              new AwsError(
                  AwsAction.LIST_INSTANCES,
                  "IncompleteListing",
                  "%s has %s, which it does not list".formatted(service, instance))));
    }
  }

  private boolean isRegistered(ServiceId service, InstanceId instance) {
    try {
      cloudMap.getInstance(service, instance);
      return true;
    } catch (AwsException e) {
      if (e.failure() instanceof AwsFailure.Missing) {
        return false;
      }
      throw e;
    }
  }

  /** The instance in the registry's words. */
  public static KnownInstance known(
      Map<String, String> attributes, Optional<HealthStatus> health, Identity identity) {
    ImmutableMap<String, String> lasting =
        attributes.entrySet().stream()
            .filter(attribute -> !attribute.getKey().equals(InstanceAttributes.INITIAL_HEALTH))
            .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
    return new KnownInstance(lasting, health, identity.standing(attributes));
  }

  static ServiceFacts facts(
      ServiceDescription service, Map<String, String> tags, Identity identity) {
    ImmutableSet<RecordType> records =
        service.dns().stream().map(DnsRecord::type).collect(ImmutableSet.toImmutableSet());
    long ttl = service.dns().stream().mapToLong(DnsRecord::ttlSeconds).findFirst().orElse(0);
    return new ServiceFacts(
        service.id(), service.arn(), records, ttl, service.customHealth(), identity.standing(tags));
  }
}
