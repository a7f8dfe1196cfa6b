package io.vpcmesh.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.aws.IndependentView.Instance;
import io.vpcmesh.cloud.aws.IndependentView.Namespace;
import io.vpcmesh.cloud.aws.IndependentView.Service;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What we write, seen by a client that shares no code with us. */
@AgainstMoto
class IndependentViewTest {

  private static final String REGION = "eu-west-1";
  private static final Map<String, String> ADDRESS = Map.of("AWS_INSTANCE_IPV4", "10.0.0.7");

  private final MotoServer moto;
  private final AwsCloud cloud;
  private final CloudMap cloudMap;

  IndependentViewTest(MotoServer moto) {
    this.moto = moto;
    this.cloud = new AwsCloud(moto.connection());
    this.cloudMap = cloud.cloudMap(Place.of(REGION));
  }

  @AfterEach
  void closeClients() {
    cloud.close();
  }

  @Test
  void anotherClientReadsWhatWeWrite() {
    NamespaceId namespace = namespace("shop.local");
    ServiceId service = service(namespace, "orders");
    register(service, "task-1");
    cloudMap.updateInstanceCustomHealthStatus(
        service, new InstanceId("task-1"), HealthStatus.UNHEALTHY);

    IndependentView view = moto.view(REGION);

    assertThat(view)
        .isEqualTo(
            new IndependentView(
                List.of(
                    new Namespace(
                        namespace.value(),
                        "shop.local",
                        "DNS_PRIVATE",
                        "the shop",
                        Map.of("owner", "mesh"),
                        List.of(
                            new Service(
                                service.value(),
                                "orders",
                                "takes orders",
                                Map.of("A", 15L),
                                "MULTIVALUE",
                                true,
                                Map.of("owner", "endpoint"),
                                List.of(new Instance("task-1", "UNHEALTHY", ADDRESS)))))),
                List.of(),
                List.of()));
  }

  @Test
  void servicesThatLostTheirNamespaceAreOrphans() {
    NamespaceId namespace = namespace("shop.local");
    ServiceId service = service(namespace, "orders");
    cloudMap.deleteNamespace(namespace);

    IndependentView view = moto.view(REGION);

    assertThat(view.namespaces()).isEmpty();
    assertThat(view.orphans()).extracting(Service::id).containsExactly(service.value());
  }

  @Test
  void nothingIsLeftOfTheTestBefore() {
    IndependentView view = moto.view(REGION);

    assertThat(view).isEqualTo(IndependentView.EMPTY);
  }

  private NamespaceId namespace(String name) {
    OperationId operation =
        cloudMap.createPrivateDnsNamespace(
            new NamespaceSpec(
                name,
                Optional.of("vpc-1"),
                "the shop",
                "request-1",
                ImmutableMap.of("owner", "mesh")));
    return new NamespaceId(
        cloudMap.getOperation(operation).targets().getOrDefault("NAMESPACE", "none"));
  }

  private ServiceId service(NamespaceId namespace, String name) {
    return cloudMap
        .createService(
            new ServiceSpec(
                namespace,
                name,
                "takes orders",
                ImmutableList.of(new DnsRecord(RecordType.A, 15)),
                true,
                "request-2",
                ImmutableMap.of("owner", "endpoint")))
        .id();
  }

  private void register(ServiceId service, String id) {
    cloudMap.registerInstance(
        new Registration(service, new InstanceId(id), "request-3", ImmutableMap.copyOf(ADDRESS)));
  }
}
