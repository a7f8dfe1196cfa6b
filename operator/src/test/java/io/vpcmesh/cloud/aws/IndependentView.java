package io.vpcmesh.cloud.aws;

import java.util.List;
import java.util.Map;

/**
 * Everything that Cloud Map holds, and the security groups of installations, read by boto3 and
 * sorted by name.
 *
 * @param orphans services whose namespace is gone
 */
public record IndependentView(
    List<Namespace> namespaces, List<Service> orphans, List<SecurityGroup> groups) {

  /** Nothing at all. */
  public static final IndependentView EMPTY = new IndependentView(List.of(), List.of(), List.of());

  /** A security group with its ingress rules. */
  public record SecurityGroup(
      String id, String name, String vpc, Map<String, String> tags, List<Rule> rules) {}

  /**
   * An ingress rule.
   *
   * @param source the id of a group, or a network
   */
  public record Rule(
      String protocol, int fromPort, int toPort, String source, Map<String, String> tags) {}

  /** A namespace with what is in it. */
  public record Namespace(
      String id,
      String name,
      String type,
      String description,
      Map<String, String> tags,
      List<Service> services) {}

  /**
   * A service with what is in it.
   *
   * @param routingPolicy NONE when there is no DNS
   */
  public record Service(
      String id,
      String name,
      String description,
      Map<String, Long> ttlByType,
      String routingPolicy,
      boolean customHealth,
      Map<String, String> tags,
      List<Instance> instances) {}

  /** An instance; its health is HEALTHY, UNHEALTHY or UNKNOWN. */
  public record Instance(String id, String health, Map<String, String> attributes) {}
}
