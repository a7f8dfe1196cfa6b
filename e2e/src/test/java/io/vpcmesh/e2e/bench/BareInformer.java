package io.vpcmesh.e2e.bench;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.aws.AwsCloud;
import io.vpcmesh.cloud.aws.AwsConnection;
import io.vpcmesh.cloud.aws.AwsConnection.AccessKey;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.ServiceId;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The least that one can do: an informer that registers every address that a slice did not have
 * before, on the spot. It reads nothing, remembers nothing, and takes nothing away.
 */
final class BareInformer {

  private final CloudMap cloudMap;
  private final ServiceId service;

  private BareInformer(CloudMap cloudMap, ServiceId service) {
    this.cloudMap = cloudMap;
    this.service = service;
  }

  /** Its arguments: where AWS is, the id of the service, the namespace to watch. */
  public static void main(String[] args) {
    AwsConnection connection =
        AwsConnection.ofEnvironment("bench")
            .at(URI.create(args[0]))
            .signedWith(new AccessKey("test", "test"));
    try (AwsCloud aws = new AwsCloud(connection);
        KubernetesClient client = new KubernetesClientBuilder().build()) {
      BareInformer bare =
          new BareInformer(aws.cloudMap(Place.of(Account.REGION)), new ServiceId(args[1]));
      var _ = client.resources(EndpointSlice.class).inNamespace(args[2]).inform(bare.handler());
      System.err.println("watching");
      while (true) {
        LockSupport.park();
      }
    }
  }

  private ResourceEventHandler<EndpointSlice> handler() {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(EndpointSlice slice) {
        slice.getEndpoints().forEach(it -> register(it));
      }

      @Override
      public void onUpdate(EndpointSlice before, EndpointSlice slice) {
        ImmutableSet<Endpoint> known = ImmutableSet.copyOf(before.getEndpoints());
        slice.getEndpoints().stream()
            .filter(endpoint -> !known.contains(endpoint))
            .forEach(it -> register(it));
      }

      @Override
      public void onDelete(EndpointSlice slice, boolean unseen) {}
    };
  }

  /** With about as many words as the operator registers with. */
  private void register(Endpoint endpoint) {
    var _ =
        cloudMap.registerInstance(
            new Registration(
                service,
                new InstanceId(endpoint.getTargetRef().getUid()),
                UUID.randomUUID().toString(),
                ImmutableMap.of(
                    Pods.ADDRESS,
                    endpoint.getAddresses().getFirst(),
                    "AWS_INSTANCE_PORT",
                    "8080",
                    "zone",
                    endpoint.getZone(),
                    "node",
                    endpoint.getNodeName(),
                    "pod",
                    endpoint.getTargetRef().getName())));
  }
}
