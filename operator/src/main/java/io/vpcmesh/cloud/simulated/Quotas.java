package io.vpcmesh.cloud.simulated;

/** How many objects of each kind an account may have. */
public record Quotas(
    int namespaces,
    int instancesPerService,
    int instancesPerNamespace,
    int customAttributes,
    int tags) {

  /** Those of a new AWS account. */
  public static Quotas defaults() {
    return new Quotas(50, 1_000, 2_000, 30, 50);
  }

  public Quotas withNamespaces(int next) {
    return new Quotas(next, instancesPerService, instancesPerNamespace, customAttributes, tags);
  }

  public Quotas withInstancesPerService(int next) {
    return new Quotas(namespaces, next, instancesPerNamespace, customAttributes, tags);
  }

  public Quotas withInstancesPerNamespace(int next) {
    return new Quotas(namespaces, instancesPerService, next, customAttributes, tags);
  }
}
