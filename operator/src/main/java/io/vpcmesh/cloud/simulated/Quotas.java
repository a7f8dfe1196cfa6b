package io.vpcmesh.cloud.simulated;

/** How many objects of each kind an account may have. */
public record Quotas(
    int namespaces,
    int instancesPerService,
    int instancesPerNamespace,
    int customAttributes,
    int tags,
    int groups,
    int rulesPerGroup) {

  /** Those of a new AWS account. */
  public static Quotas defaults() {
    return new Quotas(50, 1_000, 2_000, 30, 50, 2_500, 60);
  }

  public Quotas withNamespaces(int next) {
    return new Quotas(
        next,
        instancesPerService,
        instancesPerNamespace,
        customAttributes,
        tags,
        groups,
        rulesPerGroup);
  }

  public Quotas withInstancesPerService(int next) {
    return new Quotas(
        namespaces, next, instancesPerNamespace, customAttributes, tags, groups, rulesPerGroup);
  }

  public Quotas withInstancesPerNamespace(int next) {
    return new Quotas(
        namespaces, instancesPerService, next, customAttributes, tags, groups, rulesPerGroup);
  }

  public Quotas withGroups(int next) {
    return new Quotas(
        namespaces,
        instancesPerService,
        instancesPerNamespace,
        customAttributes,
        tags,
        next,
        rulesPerGroup);
  }

  public Quotas withRulesPerGroup(int next) {
    return new Quotas(
        namespaces,
        instancesPerService,
        instancesPerNamespace,
        customAttributes,
        tags,
        groups,
        next);
  }
}
