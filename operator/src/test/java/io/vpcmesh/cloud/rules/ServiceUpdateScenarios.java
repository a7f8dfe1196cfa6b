package io.vpcmesh.cloud.rules;

import static io.vpcmesh.cloud.rules.Stage.conflict;
import static io.vpcmesh.cloud.rules.Stage.invalid;
import static io.vpcmesh.cloud.rules.Stage.missing;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.cloud.ServiceUpdate;
import io.vpcmesh.cloud.simulated.ServiceRule;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import java.util.Optional;

/** Updating services. */
final class ServiceUpdateScenarios {

  private static final DnsRecord SLOWER_A = new DnsRecord(RecordType.A, 60);

  private ServiceUpdateScenarios() {}

  static ImmutableList<RuleCase> all() {
    return ImmutableList.of(
        RuleCase.of(ServiceRule.UPDATE_DROPS_OMITTED, ServiceUpdateScenarios::omittedRecord),
        RuleCase.of(ServiceRule.RECORD_TYPE_FIXED, ServiceUpdateScenarios::otherRecord),
        RuleCase.of(
            ServiceRule.NO_UPDATE_IN_HTTP_NAMESPACE, ServiceUpdateScenarios::inHttpNamespace),
        RuleCase.of(ServiceRule.UPDATED_LATER, ServiceUpdateScenarios::changesLater),
        RuleCase.of(
            ServiceRule.UPDATE_KEEPS_CUSTOM_HEALTH, ServiceUpdateScenarios::keepsCustomHealth),
        RuleCase.of(ServiceRule.UPDATE_SETS_TTL, ServiceUpdateScenarios::setsTtl),
        RuleCase.of(ServiceRule.UPDATE_IN_PROGRESS, ServiceUpdateScenarios::secondUpdate),
        RuleCase.of(ServiceRule.UPDATE_MISSING, ServiceUpdateScenarios::unknownService));
  }

  private static ServiceId service(Stage stage, DnsRecord... dns) {
    return stage.service(
        Asked.withHealth(Asked.service(stage.dnsNamespace("shop.local"), "orders", dns)));
  }

  private static OperationId update(Stage stage, ServiceId service, DnsRecord... dns) {
    return stage.map().updateService(new ServiceUpdate(service, "new", ImmutableList.copyOf(dns)));
  }

  private static void omittedRecord(Stage stage) {
    ServiceId orders = service(stage, Asked.A, Asked.AAAA);

    stage.settled(update(stage, orders, Asked.A));

    assertThat(stage.map().getService(orders).dns()).containsExactly(Asked.A);
  }

  private static void otherRecord(Stage stage) {
    ServiceId orders = service(stage, Asked.A);

    invalid(() -> update(stage, orders, Asked.SRV));
    invalid(() -> update(stage, orders, Asked.A, Asked.AAAA));
  }

  private static void inHttpNamespace(Stage stage) {
    ServiceId orders = stage.someService();

    invalid(() -> update(stage, orders));
  }

  private static void changesLater(Stage stage) {
    ServiceId orders = service(stage, Asked.A);

    OperationId update = update(stage, orders, SLOWER_A);

    assertThat(stage.map().getService(orders).dns()).containsExactly(Asked.A);
    stage.settled(update);
    assertThat(stage.map().getService(orders).dns()).containsExactly(SLOWER_A);
  }

  private static void keepsCustomHealth(Stage stage) {
    ServiceId orders = service(stage, Asked.A);

    stage.settled(update(stage, orders, SLOWER_A));

    assertThat(stage.map().getService(orders).customHealth()).isTrue();
  }

  private static void setsTtl(Stage stage) {
    ServiceId orders = service(stage, Asked.A);

    stage.settled(update(stage, orders, SLOWER_A));

    ServiceDescription updated = stage.map().getService(orders);
    assertThat(updated.dns()).containsExactly(SLOWER_A);
    assertThat(updated.description()).isEqualTo("new");
  }

  private static void secondUpdate(Stage stage) {
    ServiceId orders = service(stage, Asked.A);
    OperationId first = update(stage, orders, SLOWER_A);

    conflict("DuplicateRequest", Optional.of(first.value()), () -> update(stage, orders, Asked.A));
  }

  private static void unknownService(Stage stage) {
    missing("ServiceNotFound", () -> update(stage, new ServiceId("srv-unknown"), Asked.A));
  }
}
