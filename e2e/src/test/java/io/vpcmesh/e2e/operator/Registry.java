package io.vpcmesh.e2e.operator;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.aws.IndependentView;
import java.util.stream.Stream;

/**
 * What Cloud Map holds as sorted lines: each namespace, each service, each instance. What is there
 * twice is two lines.
 */
final class Registry {

  private static final ImmutableList<String> SHOP =
      ImmutableList.of(
          "",
          "/order",
          "/order 10.0.1.30:8080",
          "/order 10.0.2.30:8080",
          "/order 10.0.3.30:8080",
          "/payments",
          "/payments 10.0.3.40:9001",
          "/payments 10.0.3.40:9002",
          "/user",
          "/user 10.0.1.20:8080",
          "/user 10.0.2.20:8080",
          "/web",
          "/web 10.0.1.10:3000",
          "/web 10.0.2.10:3000");

  private Registry() {}

  /** What was found. */
  static ImmutableList<String> of(IndependentView aws) {
    return Stream.concat(
            aws.namespaces().stream().flatMap(Registry::lines),
            aws.orphans().stream().flatMap(orphan -> lines("(none)", orphan)))
        .sorted()
        .collect(ImmutableList.toImmutableList());
  }

  /** What the example shop is to be in a namespace. */
  static ImmutableList<String> shop(String namespace) {
    return SHOP.stream().map(line -> namespace + line).collect(ImmutableList.toImmutableList());
  }

  /**
   * Moto keeps what was registered before under the same id, which AWS replaces: the last counts.
   */
  static ImmutableCollection<IndependentView.Instance> instances(IndependentView.Service service) {
    return service.instances().stream()
        .collect(ImmutableMap.toImmutableMap(it -> it.id(), it -> it, (former, latter) -> latter))
        .values();
  }

  private static Stream<String> lines(IndependentView.Namespace namespace) {
    return Stream.concat(
        Stream.of(namespace.name()),
        namespace.services().stream().flatMap(service -> lines(namespace.name(), service)));
  }

  private static Stream<String> lines(String namespace, IndependentView.Service service) {
    String name = namespace + "/" + service.name();
    return Stream.concat(
        Stream.of(name),
        instances(service).stream()
            .map(instance -> instance.attributes())
            .map(it ->
                name + " " + it.get("AWS_INSTANCE_IPV4") + ":" + it.get("AWS_INSTANCE_PORT")));
  }
}
