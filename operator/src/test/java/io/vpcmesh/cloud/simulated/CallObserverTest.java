package io.vpcmesh.cloud.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcmesh.cloud.Operation;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallObserverTest {

  private final Account account = Account.immediate();

  @Test
  void everyCallIsSeenWithItsOutcome() {
    Log log = new Log();
    account.cloud().observe(log);
    account.cloud().faults().set(CallPattern.mutating().nth(2), Fault.happenedButAnsweredError());

    account.register("i-1");
    assertThatThrownBy(() -> account.register("i-2")).hasMessageContaining("RequestTimeout");

    String service = account.orders().value();
    assertThat(log.lines)
        .containsExactly(
            "before RegisterInstance " + service + " i-1 {AWS_INSTANCE_IPV4=10.0.0.1}",
            "ended SUCCESS",
            "after happened=true failed=false instances=1",
            "before RegisterInstance " + service + " i-2 {AWS_INSTANCE_IPV4=10.0.0.1}",
            "ended SUCCESS",
            "after happened=true failed=true instances=2");
  }

  private final class Log implements CallObserver {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void beforeCall(Call call) {
      lines.add("before " + call.request());
    }

    @Override
    public void afterCall(Call call, Outcome outcome) {
      lines.add(
          "after happened=%s failed=%s instances=%d"
              .formatted(
                  outcome.happened(), outcome.failure().isPresent(), account.instances().size()));
    }

    @Override
    public void operationEnded(Operation operation) {
      lines.add("ended " + operation.status());
    }
  }

  /** Stands for a process that is killed. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aCrashBeforeTheCallKeepsItFromHappening() {
    account.cloud().observe(crashing(true));

    assertThatThrownBy(() -> account.register("i-1")).isInstanceOf(Crash.class);

    assertThat(account.instances()).isEmpty();
  }

  @Test
  void aCrashAfterTheCallLosesOnlyItsAnswer() {
    account.cloud().observe(crashing(false));

    assertThatThrownBy(() -> account.register("i-1")).isInstanceOf(Crash.class);

    assertThat(account.instances()).containsExactly("i-1");
  }

  private static CallObserver crashing(boolean before) {
    return new CallObserver() {
      @Override
      public void beforeCall(Call call) {
        crashIf(before);
      }

      @Override
      public void afterCall(Call call, Outcome outcome) {
        crashIf(!before);
      }
    };
  }

  private static void crashIf(boolean now) {
    if (now) {
      throw new Crash();
    }
  }

  @Test
  void somebodyElseMayActBetweenTwoCalls() {
    account
        .cloud()
        .observe(
            new CallObserver() {
              @Override
              public void beforeCall(Call call) {
                if (call.action() == AwsAction.DELETE_SERVICE) {
                  account.register("by-hand");
                }
              }
            });

    assertThatThrownBy(() -> account.map().deleteService(account.orders()))
        .hasMessageContaining("ResourceInUse");

    assertThat(account.instances()).containsExactly("by-hand");
  }

  @Test
  void nobodyObservesWhoHasStopped() {
    Log log = new Log();
    account.cloud().observe(log);
    account.cloud().stopObserving(log);

    account.register("i-1");
    account.clock().pass(Duration.ofSeconds(1));

    assertThat(log.lines).isEmpty();
  }
}
