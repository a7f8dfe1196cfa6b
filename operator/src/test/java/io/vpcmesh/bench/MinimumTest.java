package io.vpcmesh.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableMultiset;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Instance;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Namespace;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a change must cost at least. */
class MinimumTest {

  private static final WorldSnapshot NOTHING = world();

  @Test
  void everythingThatIsMadeTakesACall() {
    WorldSnapshot made = shop(orders(10, "i-1", "i-2"), service("users", 10, "i-3"));

    assertThat(Minimum.between(NOTHING, made))
        .isEqualTo(
            new ImmutableMultiset.Builder<AwsAction>()
                .add(AwsAction.CREATE_PRIVATE_DNS_NAMESPACE)
                .addCopies(AwsAction.CREATE_SERVICE, 2)
                .addCopies(AwsAction.REGISTER_INSTANCE, 3)
                .build());
  }

  @Test
  void everythingThatGoesTakesACall() {
    assertThat(Minimum.between(shop(orders(10, "i-1", "i-2")), NOTHING))
        .isEqualTo(
            new ImmutableMultiset.Builder<AwsAction>()
                .add(AwsAction.DELETE_NAMESPACE, AwsAction.DELETE_SERVICE)
                .addCopies(AwsAction.DEREGISTER_INSTANCE, 2)
                .build());
  }

  @Test
  void anAddressThatIsReplacedUnderAnotherIdTakesTwoCalls() {
    assertThat(Minimum.between(shop(orders(10, "i-1", "i-2")), shop(orders(10, "i-2", "i-3"))))
        .containsExactlyInAnyOrder(AwsAction.REGISTER_INSTANCE, AwsAction.DEREGISTER_INSTANCE);
  }

  @Test
  void attributesAndHealthOfOneInstanceTakeOneCall() {
    Instance before = instance("i-1", "prod", HealthStatus.HEALTHY);
    Instance after = instance("i-1", "canary", HealthStatus.UNHEALTHY);

    assertThat(Minimum.between(shop(with(before)), shop(with(after))))
        .containsExactly(AwsAction.REGISTER_INSTANCE);
  }

  @Test
  void healthAloneTakesTheCallForHealth() {
    Instance before = instance("i-1", "prod", HealthStatus.HEALTHY);
    Instance after = instance("i-1", "prod", HealthStatus.UNHEALTHY);

    assertThat(Minimum.between(shop(with(before)), shop(with(after))))
        .containsExactly(AwsAction.UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS);
  }

  @Test
  void aTtlTakesOneCallWhateverIsInTheService() {
    assertThat(Minimum.between(shop(orders(10, "i-1", "i-2")), shop(orders(60, "i-1", "i-2"))))
        .containsExactly(AwsAction.UPDATE_SERVICE);
  }

  @Test
  void whatIsTheSameTakesNothing() {
    WorldSnapshot same = shop(orders(10, "i-1"));

    assertThat(Minimum.between(same, same)).isEmpty();
  }

  private static WorldSnapshot shop(Service... services) {
    return world(
        new Namespace(
            new NamespaceId("ns-1"),
            "arn:ns-1",
            "shop.internal",
            NamespaceType.DNS_PRIVATE,
            Optional.of("vpc-0a"),
            "shop.internal",
            ImmutableMap.of(),
            ImmutableList.copyOf(services)));
  }

  private static WorldSnapshot world(Namespace... namespaces) {
    return new WorldSnapshot(
        Instant.EPOCH, ImmutableList.copyOf(namespaces), ImmutableList.of(), ImmutableList.of());
  }

  private static Service orders(long ttl, String... instances) {
    return service("orders", ttl, instances);
  }

  private static Service service(String name, long ttl, String... instances) {
    return service(
        name,
        ttl,
        ImmutableList.copyOf(instances).stream()
            .map(id -> instance(id, "prod", HealthStatus.HEALTHY))
            .collect(ImmutableList.toImmutableList()));
  }

  private static Service with(Instance instance) {
    return service("orders", 10, ImmutableList.of(instance));
  }

  private static Service service(String name, long ttl, ImmutableList<Instance> instances) {
    return new Service(
        new ServiceId("srv-" + name),
        "arn:srv-" + name,
        name,
        "ours",
        ImmutableList.of(new DnsRecord(RecordType.A, ttl)),
        true,
        ImmutableMap.of(),
        instances);
  }

  private static Instance instance(String id, String cluster, HealthStatus health) {
    return new Instance(
        new InstanceId(id), ImmutableMap.of("ECS_CLUSTER_NAME", cluster), Optional.of(health));
  }
}
