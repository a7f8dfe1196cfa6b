package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.VirtualClock;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;
import java.util.Optional;

/** A simulated cloud with the HTTP namespace {@code shop} and its service {@code orders}. */
record Account(SimulatedCloud cloud, VirtualClock clock, NamespaceId shop, ServiceId orders) {

  static final ImmutableMap<String, String> ADDRESS =
      ImmutableMap.of("AWS_INSTANCE_IPV4", "10.0.0.1");

  static Account with(Settings settings) {
    VirtualClock clock = new VirtualClock();
    SimulatedCloud cloud = new SimulatedCloud(settings, clock);
    OperationId creation =
        cloud
            .cloudMap()
            .createHttpNamespace(
                new NamespaceSpec("shop", Optional.empty(), "", "shop", ImmutableMap.of()));
    clock.pass(Duration.ofMinutes(1));
    NamespaceId shop =
        new NamespaceId(
            cloud.cloudMap().getOperation(creation).targets().getOrDefault("NAMESPACE", ""));
    ServiceId orders = cloud.cloudMap().createService(spec(shop, "orders")).id();
    clock.pass(Duration.ofMinutes(1));
    return new Account(cloud, clock, shop, orders);
  }

  static Account immediate() {
    return with(Settings.immediate());
  }

  static ServiceSpec spec(NamespaceId namespace, String name) {
    return new ServiceSpec(
        namespace, name, "", ImmutableList.of(), true, name, ImmutableMap.of("owner", "us"));
  }

  CloudMap map() {
    return cloud.cloudMap();
  }

  OperationId register(String instance) {
    return map()
        .registerInstance(
            new Registration(orders, new InstanceId(instance), "register-" + instance, ADDRESS));
  }

  /** What exists of the service, in truth. */
  ImmutableList<String> instances() {
    return cloud
        .snapshot()
        .instances()
        .map(instance -> instance.id().value())
        .collect(ImmutableList.toImmutableList());
  }
}
