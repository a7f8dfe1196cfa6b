package io.vpcmesh.e2e.operator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.aws.AwsCloud;
import io.vpcmesh.cloud.aws.IndependentView;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.ServiceId;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;

/** Somebody else who keeps things in the same Cloud Map, and wants to find them untouched. */
record Strangers(MotoServer moto) {

  /** All that is theirs, as {@link Registry} spells it. */
  static final ImmutableList<String> LINES =
      ImmutableList.of(
          "shop.internal/lodger",
          "shop.internal/lodger 192.0.2.1:1",
          "shop.internal/web 192.0.2.1:1",
          "strangers",
          "strangers/theirs",
          "strangers/theirs 192.0.2.1:1");

  /** Their only namespace, a service in it, and an instance in that. */
  void moveIn() {
    with(cloud -> {
      cloud.createHttpNamespace(
          new NamespaceSpec("strangers", Optional.empty(), "not yours", "1", ImmutableMap.of()));
      NamespaceId namespace =
          cloud
              .listNamespaces(NamespaceType.HTTP, "strangers", Optional.empty())
              .items()
              .getFirst()
              .id();
      register(cloud, service(cloud, namespace, "theirs"));
    });
  }

  /** A service of theirs beside ours, in our namespace. */
  void joinNamespace(String name) {
    with(cloud -> register(cloud, service(cloud, new NamespaceId(namespace(name).id()), "lodger")));
  }

  /** An instance of theirs in a service of ours. */
  void joinService(String namespace, String name) {
    String service =
        namespace(namespace).services().stream()
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElseThrow()
            .id();
    with(cloud -> register(cloud, new ServiceId(service)));
  }

  /** All that is theirs, with ids and attributes. */
  ImmutableList<String> belongings() {
    return moto.view(Stage.REGION).namespaces().stream()
        .flatMap(namespace ->
            namespace.services().stream()
                .flatMap(service ->
                    service.instances().stream()
                        .filter(instance -> instance.id().equals("stranger"))
                        .map(instance ->
                            "%s %s %s %s"
                                .formatted(
                                    namespace.id(),
                                    service.id(),
                                    service.name(),
                                    instance.attributes()))))
        .sorted(Comparator.naturalOrder())
        .collect(ImmutableList.toImmutableList());
  }

  private IndependentView.Namespace namespace(String name) {
    return moto.view(Stage.REGION).namespaces().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ServiceId service(CloudMap cloud, NamespaceId namespace, String name) {
    return cloud
        .createService(
            new ServiceSpec(
                namespace, name, "not yours", ImmutableList.of(), false, name, ImmutableMap.of()))
        .id();
  }

  private static void register(CloudMap cloud, ServiceId service) {
    cloud.registerInstance(
        new Registration(
            service,
            new InstanceId("stranger"),
            "once",
            ImmutableMap.of("AWS_INSTANCE_IPV4", "192.0.2.1", "AWS_INSTANCE_PORT", "1")));
  }

  private void with(Consumer<CloudMap> deed) {
    try (AwsCloud cloud = new AwsCloud(moto.connection())) {
      deed.accept(cloud.cloudMap(Place.of(Stage.REGION)));
    }
  }
}
