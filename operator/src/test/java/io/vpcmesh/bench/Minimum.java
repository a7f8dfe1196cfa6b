package io.vpcmesh.bench;

import com.google.common.collect.EnumMultiset;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Multiset;
import com.google.common.collect.Sets;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.simulated.GroupSnapshot;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Instance;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Namespace;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.SecurityGroupRuleId;
import org.jspecify.annotations.Nullable;

/**
 * The fewest mutating calls that lead from one state of the account to another. Cloud Map has no
 * batch call: each object that differs takes one, and a registration brings attributes and health
 * at once. The rules that a security group gets take one call, and those that it loses another.
 */
public final class Minimum {

  private final Multiset<AwsAction> calls = EnumMultiset.create(AwsAction.class);

  private Minimum() {}

  public static ImmutableMultiset<AwsAction> between(WorldSnapshot before, WorldSnapshot after) {
    Minimum minimum = new Minimum();
    minimum.namespaces(
        Maps.uniqueIndex(before.namespaces(), Namespace::name),
        Maps.uniqueIndex(after.namespaces(), Namespace::name));
    minimum.groups(byName(before), byName(after));
    return ImmutableMultiset.copyOf(minimum.calls);
  }

  private void namespaces(
      ImmutableMap<String, Namespace> before, ImmutableMap<String, Namespace> after) {
    for (String name : Sets.union(before.keySet(), after.keySet())) {
      Namespace was = before.get(name);
      Namespace is = after.get(name);
      if (was == null && is != null) {
        calls.add(
            is.type() == NamespaceType.HTTP
                ? AwsAction.CREATE_HTTP_NAMESPACE
                : AwsAction.CREATE_PRIVATE_DNS_NAMESPACE);
      }
      if (is == null) {
        calls.add(AwsAction.DELETE_NAMESPACE);
      }
      services(services(was), services(is));
    }
  }

  private void services(ImmutableMap<String, Service> before, ImmutableMap<String, Service> after) {
    for (String name : Sets.union(before.keySet(), after.keySet())) {
      Service was = before.get(name);
      Service is = after.get(name);
      if (was == null) {
        calls.add(AwsAction.CREATE_SERVICE);
      } else if (is == null) {
        calls.add(AwsAction.DELETE_SERVICE);
      } else {
        service(was, is);
      }
      instances(instances(was), instances(is));
    }
  }

  private void service(Service was, Service is) {
    if (!was.dns().equals(is.dns()) || !was.description().equals(is.description())) {
      calls.add(AwsAction.UPDATE_SERVICE);
    }
    if (!was.tags().equals(is.tags())) {
      calls.add(AwsAction.TAG_RESOURCE);
    }
  }

  private void instances(
      ImmutableMap<InstanceId, Instance> before, ImmutableMap<InstanceId, Instance> after) {
    for (InstanceId id : Sets.union(before.keySet(), after.keySet())) {
      Instance was = before.get(id);
      Instance is = after.get(id);
      if (is == null) {
        calls.add(AwsAction.DEREGISTER_INSTANCE);
      } else if (was == null || !was.attributes().equals(is.attributes())) {
        calls.add(AwsAction.REGISTER_INSTANCE);
      } else if (!was.health().equals(is.health())) {
        calls.add(AwsAction.UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS);
      }
    }
  }

  private void groups(
      ImmutableMap<String, GroupSnapshot> before, ImmutableMap<String, GroupSnapshot> after) {
    for (String name : Sets.union(before.keySet(), after.keySet())) {
      GroupSnapshot was = before.get(name);
      GroupSnapshot is = after.get(name);
      if (is == null) {
        calls.add(AwsAction.DELETE_SECURITY_GROUP);
        continue;
      }
      if (was == null) {
        calls.add(AwsAction.CREATE_SECURITY_GROUP);
      }
      if (!ingress(was).containsAll(ingress(is))) {
        calls.add(AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS);
      }
      if (!ingress(is).containsAll(ingress(was))) {
        calls.add(AwsAction.REVOKE_SECURITY_GROUP_INGRESS);
      }
    }
  }

  private static ImmutableMap<String, GroupSnapshot> byName(WorldSnapshot world) {
    return Maps.uniqueIndex(world.groups(), group -> group.group().name());
  }

  private static ImmutableSet<SecurityGroupRuleId> ingress(@Nullable GroupSnapshot group) {
    return group == null
        ? ImmutableSet.of()
        : group.rules().stream()
            .filter(rule -> rule.direction() == Direction.INGRESS)
            .map(SecurityGroupRule::id)
            .collect(ImmutableSet.toImmutableSet());
  }

  private static ImmutableMap<String, Service> services(@Nullable Namespace namespace) {
    return namespace == null
        ? ImmutableMap.of()
        : Maps.uniqueIndex(namespace.services(), Service::name);
  }

  private static ImmutableMap<InstanceId, Instance> instances(@Nullable Service service) {
    return service == null
        ? ImmutableMap.of()
        : Maps.uniqueIndex(service.instances(), Instance::id);
  }
}
