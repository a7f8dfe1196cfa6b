package io.vpcmesh.cloud.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.cloud.Operation.Status;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.RegisteredInstance;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.model.AwsFailure.Denied;
import io.vpcmesh.model.AwsFailure.Throttled;
import io.vpcmesh.model.AwsFailure.Unavailable;
import io.vpcmesh.model.AwsFailure.Unknown;
import io.vpcmesh.model.OperationId;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FaultsTest {

  private final Account account = Account.immediate();
  private final Faults faults = account.cloud().faults();

  @Test
  void refusedCallsDoNotHappen() {
    CallPattern registrations = CallPattern.to(AwsAction.REGISTER_INSTANCE);
    faults.set(registrations.nth(1), Fault.throttled());
    faults.set(registrations.nth(2), Fault.denied());
    faults.set(registrations.nth(3), Fault.unavailable());
    faults.set(registrations.nth(4), Fault.timeoutBeforeItHappened());

    assertThat(failure(() -> account.register("i-1"))).isInstanceOf(Throttled.class);
    assertThat(failure(() -> account.register("i-1"))).isInstanceOf(Denied.class);
    assertThat(failure(() -> account.register("i-1"))).isInstanceOf(Unavailable.class);
    assertThat(failure(() -> account.register("i-1"))).isInstanceOf(Unknown.class);
    assertThat(account.instances()).isEmpty();

    account.register("i-1");
    assertThat(account.instances()).containsExactly("i-1");
  }

  @Test
  void aCallCanBeRefusedWithAnything() {
    Denied denied =
        new Denied(
            new AwsError(AwsAction.REGISTER_INSTANCE, "ExpiredTokenException", "it expired"));
    faults.set(CallPattern.to(AwsAction.REGISTER_INSTANCE), new Fault.RefusedWith(denied));

    assertThat(failure(() -> account.register("i-1"))).isEqualTo(denied);
    assertThat(account.instances()).isEmpty();
  }

  @Test
  void lostAnswersLeaveTheirEffect() {
    faults.set(CallPattern.mutating().nth(1), Fault.happenedButAnsweredError());

    AwsFailure failure = failure(() -> account.register("i-1"));

    assertThat(failure).isInstanceOf(Unknown.class);
    assertThat(account.instances()).containsExactly("i-1");
  }

  @Test
  void staleReadsShowWhatWasThereBefore() {
    account.register("i-1");
    account.clock().pass(Duration.ofSeconds(30));
    faults.set(
        CallPattern.to(AwsAction.LIST_INSTANCES).nth(1),
        new Fault.StaleRead(Duration.ofMinutes(1)));

    assertThat(listed().items()).isEmpty();
    assertThat(listed().items()).hasSize(1);
  }

  @Test
  void anEmptyPageHasItsItemsOnTheNext() {
    account.register("i-1");
    faults.set(CallPattern.to(AwsAction.LIST_INSTANCES).nth(1), new Fault.EmptyPage(false));

    Page<RegisteredInstance> empty = listed();
    Page<RegisteredInstance> next =
        account.map().listInstances(account.orders(), empty.nextToken());

    assertThat(empty.items()).isEmpty();
    assertThat(next.items()).hasSize(1);
  }

  @Test
  void anEmptyPageMayPretendToBeTheLast() {
    account.register("i-1");
    faults.set(CallPattern.all().times(2), new Fault.EmptyPage(true));

    assertThat(listed()).isEqualTo(Page.last(ImmutableList.of()));
    assertThat(account.map().discoverInstances("shop", "orders")).isEmpty();
    assertThat(listed().items()).hasSize(1);
  }

  @Test
  void anAcceptedOperationMayFail() {
    faults.set(CallPattern.to(AwsAction.REGISTER_INSTANCE).nth(1), Fault.operationFails());

    OperationId id = account.register("i-1");

    Operation operation = account.map().getOperation(id);
    assertThat(operation.status()).isEqualTo(Status.FAIL);
    assertThat(operation.error()).contains("INTERNAL_FAILURE: the operation failed");
    assertThat(account.instances()).isEmpty();
  }

  @Test
  void anOperationMayTakeItsTime() {
    faults.set(CallPattern.mutating().nth(1), new Fault.OperationDelayed(Duration.ofMinutes(5)));
    OperationId id = account.register("i-1");

    account.clock().pass(Duration.ofMinutes(4));
    assertThat(account.map().getOperation(id).status()).isEqualTo(Status.PENDING);
    account.clock().pass(Duration.ofMinutes(1));
    assertThat(account.map().getOperation(id).status()).isEqualTo(Status.SUCCESS);
  }

  @Test
  void aFaultBefallsOnlyTheCallsItIsFor() {
    faults.set(CallPattern.mutating().by("person"), Fault.denied());
    faults.set(
        CallPattern.matching(call -> call.request().subject().equals("srv-other")),
        Fault.throttled());

    account.register("i-1");

    assertThat(account.instances()).containsExactly("i-1");
  }

  @Test
  void clearedFaultsBefallNobody() {
    faults.set(CallPattern.all(), Fault.unavailable());
    faults.clear();

    account.register("i-1");

    assertThat(account.instances()).containsExactly("i-1");
  }

  private Page<RegisteredInstance> listed() {
    return account.map().listInstances(account.orders(), Optional.empty());
  }

  private static AwsFailure failure(ThrowingCallable call) {
    AwsException thrown = catchThrowableOfType(AwsException.class, call);
    assertThat(thrown).isNotNull();
    return thrown.failure();
  }
}
