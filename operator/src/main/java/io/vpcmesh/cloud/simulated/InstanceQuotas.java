package io.vpcmesh.cloud.simulated;

import io.vpcmesh.model.InstanceId;

/** How many instances a service and a namespace may hold. */
record InstanceQuotas(World world) {

  /** At the request: what is under way does not count yet. */
  void check(ServiceState service, InstanceId instance) {
    if (isUpdate(service, instance) && world.rules().keeps(InstanceRule.UPDATE_IS_NO_GROWTH)) {
      return;
    }
    if (world.rules().keeps(InstanceRule.SERVICE_QUOTA) && serviceIsFull(service)) {
      throw exceeded("service " + service.name(), quotas().instancesPerService());
    }
    if (world.rules().keeps(InstanceRule.NAMESPACE_QUOTA) && namespaceIsFull(service)) {
      throw exceeded("namespace " + service.namespace(), quotas().instancesPerNamespace());
    }
  }

  /** At the end of the operation: others may have come first. */
  void checkAtCompletion(ServiceState service, InstanceId instance) {
    if (!isUpdate(service, instance) && (serviceIsFull(service) || namespaceIsFull(service))) {
      throw Refused.later(
          "INTERNAL_FAILURE",
          "ResourceLimitExceeded: no instance can be added to " + service.name());
    }
  }

  private boolean isUpdate(ServiceState service, InstanceId instance) {
    return world.instances(service).find(instance.value()).isPresent();
  }

  private boolean serviceIsFull(ServiceState service) {
    return world.instances(service).size() >= quotas().instancesPerService();
  }

  private boolean namespaceIsFull(ServiceState service) {
    return world.crowd(service.namespace()) >= quotas().instancesPerNamespace();
  }

  private static Refused exceeded(String owner, int quota) {
    return Refused.overQuota(
        "ResourceLimitExceeded", owner + " has its quota of " + quota + " instances");
  }

  private Quotas quotas() {
    return world.settings().quotas();
  }
}
