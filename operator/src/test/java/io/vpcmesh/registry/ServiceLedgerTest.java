package io.vpcmesh.registry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.registry.ServiceLedger.Inventory;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceLedgerTest {

  private static final InstanceId POD = new InstanceId("11111111-aaaa-4bbb-8ccc-0123456789ab");

  private final ServiceLedger ledger = new ServiceLedger();

  @Test
  void aPodThatIsWantedAfterACompleteListingIsNew() {
    listed();

    assertThat(ledger.isNew(POD)).isTrue();
  }

  @Test
  void aPodThatWasWantedBeforeTheListingIsNotNew() {
    ledger.wanted(ImmutableSet.of(POD));
    listed();

    assertThat(ledger.isNew(POD)).isFalse();
  }

  @Test
  void aPodWhoseRegistrationCameToNothingIsNotNew() {
    listed();
    ledger.failed(POD);
    ledger.wanted(ImmutableSet.of(POD));

    assertThat(ledger.isNew(POD)).isFalse();
  }

  @Test
  void nothingIsNewWhileTheListingIsDoubted() {
    listed();
    ledger.doubted();

    assertThat(ledger.isNew(POD)).isFalse();
  }

  @Test
  void anIdThatIsAnAddressIsNeverNew() {
    listed();

    assertThat(ledger.isNew(new InstanceId("10-0-1-5"))).isFalse();
  }

  @Test
  void whatAFormerLifeLeftIsToBeMarkedAnew() {
    ledger.seenSettled(marked(Standing.FORMER), Inventory.COMPLETE);
    ledger.seenSettled(marked(Standing.FORMER), Inventory.COMPLETE);

    assertThat(standing()).isEqualTo(Standing.FORMER);
  }

  @Test
  void aMarkOfAnotherLifeThatAppearsLaterIsARivals() {
    listed();
    ledger.seenSettled(marked(Standing.FORMER), Inventory.COMPLETE);

    assertThat(standing()).isEqualTo(Standing.RIVAL);
  }

  @Test
  void aReadThatMayLagTellsOfNoRival() {
    listed();
    ledger.seen(marked(Standing.FORMER), Inventory.COMPLETE);

    assertThat(standing()).isEqualTo(Standing.FORMER);
  }

  @Test
  void aRivalThatGivesWayIsForgotten() {
    listed();
    ledger.seenSettled(marked(Standing.FORMER), Inventory.COMPLETE);
    ledger.seenSettled(marked(Standing.OURS), Inventory.COMPLETE);

    assertThat(standing()).isEqualTo(Standing.OURS);
  }

  private static ImmutableMap<InstanceId, KnownInstance> marked(Standing standing) {
    return ImmutableMap.of(
        POD, new KnownInstance(ImmutableMap.of(), Optional.of(HealthStatus.HEALTHY), standing));
  }

  private Standing standing() {
    return requireNonNull(ledger.instances().get(POD)).standing();
  }

  private void listed() {
    ledger.seen(ImmutableMap.of(), Inventory.COMPLETE);
  }
}
