package io.vpcmesh.cloud.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.Operation.Status;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.ServiceUpdate;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SavedCloudTest {

  private final Account account = Account.with(Settings.defaults());

  @Test
  void aRestoredCloudIsTheSame() {
    everythingUnderWay();
    WorldSnapshot before = account.cloud().snapshot();

    SimulatedCloud restored = restored();

    assertThat(restored.snapshot()).isEqualTo(before);
    assertThat(restored.save()).isEqualTo(account.cloud().save());
  }

  @Test
  void aRestoredCloudGoesOnAsTheOther() {
    everythingUnderWay();
    SimulatedCloud restored = restored();

    account.clock().pass(Duration.ofMinutes(2));

    assertThat(restored.snapshot()).isEqualTo(account.cloud().snapshot());
    assertThat(restored.snapshot().inFlight()).isEmpty();
  }

  @Test
  void idsGoOnWhereTheyWere() {
    SimulatedCloud restored = restored();

    ServiceId here = account.map().createService(Account.spec(account.shop(), "carts")).id();
    ServiceId there = restored.cloudMap().createService(Account.spec(account.shop(), "carts")).id();

    assertThat(there).isEqualTo(here);
  }

  @Test
  void aRepeatedRegistrationIsKnownAfterwards() {
    OperationId first = account.register("i-1");
    account.clock().pass(Duration.ofSeconds(5));

    SimulatedCloud restored = restored();

    assertThat(account.register("i-1")).isEqualTo(first);
    assertThat(restored.cloudMap().getOperation(first).status()).isEqualTo(Status.SUCCESS);
  }

  @Test
  void whatIsNoSavedCloudIsNamed() {
    assertThatThrownBy(() -> SavedCloud.ofLines(ImmutableList.of("hello")))
        .hasMessage(
            "a saved cloud starts with 'vpcmesh simulated cloud, format 1', not with 'hello'");
    assertThatThrownBy(() ->
            SavedCloud.ofLines(ImmutableList.of("vpcmesh simulated cloud, format 1", "tags\ta")))
        .hasMessage("a saved cloud names its Region first: 'tags\ta'");
  }

  private SimulatedCloud restored() {
    SavedCloud saved = SavedCloud.ofLines(account.cloud().save().lines());
    return SimulatedCloud.restore(Settings.defaults(), saved, account.clock());
  }

  /** Every kind of object, of operation and of pending change. */
  private void everythingUnderWay() {
    CloudMap map = account.map();
    OperationId dns =
        map.createPrivateDnsNamespace(
            new NamespaceSpec(
                "shop.local", Optional.of("vpc-1"), "a\tb", "r1", ImmutableMap.of("k", "v %\n")));
    account.register("i-1");
    account.register("i-2");
    account.clock().pass(Duration.ofMinutes(1));
    NamespaceId zone =
        new NamespaceId(map.getOperation(dns).targets().getOrDefault("NAMESPACE", ""));
    ServiceId carts = map.createService(dnsService(zone)).id();
    map.createHttpNamespace(
        new NamespaceSpec("bank", Optional.empty(), "", "r2", ImmutableMap.of("team", "red")));
    map.updateService(
        new ServiceUpdate(carts, "new", ImmutableList.of(new DnsRecord(RecordType.A, 60))));
    map.updateInstanceCustomHealthStatus(
        account.orders(), new InstanceId("i-1"), HealthStatus.UNHEALTHY);
    map.deregisterInstance(account.orders(), new InstanceId("i-2"));
    account.register("i-3");
    account.cloud().faults().set(CallPattern.mutating().nth(1), Fault.operationFails());
    account.register("i-4");
    account.cloud().setAlarm(new Alarm("errors of\t/orders", AlarmState.INSUFFICIENT_DATA));
    account.cloud().setCompositeAlarm(new Alarm("shop", AlarmState.ALARM));
    account
        .cloud()
        .client("person")
        .cloudMap(Place.of("us-east-1"))
        .createHttpNamespace(
            new NamespaceSpec("far", Optional.empty(), "", "r3", ImmutableMap.of()));
  }

  private static ServiceSpec dnsService(NamespaceId zone) {
    return new ServiceSpec(
        zone,
        "carts",
        "",
        ImmutableList.of(new DnsRecord(RecordType.A, 15), new DnsRecord(RecordType.AAAA, 15)),
        false,
        "carts",
        ImmutableMap.of());
  }
}
