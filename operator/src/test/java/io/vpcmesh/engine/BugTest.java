package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.MembershipSource;
import io.vpcmesh.membership.StaticMembership;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.topology.Endpoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A fault of our own that one resource brings to light. */
class BugTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");

  private final TestWorld world = TestWorld.realistic();

  @Test
  void aBugInThePassOfOneEndpointLeavesTheOthersAlone() {
    Poison poison = new Poison();
    world.sources.add(poison);
    world.restart().mesh("shop", Specs.mesh());

    world
        .endpoint("orders", Specs.endpoint("10.0.1.4"))
        .endpoint("web", Specs.endpoint("10.0.2.4"));
    world.run(Duration.ofMinutes(20));

    assertThat(world.condition("web", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.registered("orders")).isEmpty();
    assertThat(poison.asked).isBetween(5, 12);
  }

  @Test
  void itsEndpointIsTriedAtOnceWhenItIsDeclaredAnew() {
    Poison poison = new Poison();
    world.sources.add(poison);
    world.restart().mesh("shop", Specs.mesh());
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).run(Duration.ofMinutes(20));

    poison.potent = false;
    world.endpoint("orders", Specs.endpoint("10.0.1.5")).run(Duration.ofSeconds(10));

    assertThat(world.registered("orders")).containsExactly("10-0-1-5");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void aCallThatThrowsWhatNobodyExpectsIsTriedAgainAndAgainMorePatiently() {
    Trap trap = new Trap();
    world.cloud.observe(trap);
    world.start().mesh("shop", Specs.mesh()).endpoint("web", Specs.endpoint("10.0.2.4"));

    world.endpoint("orders", Specs.endpoint("10.0.1.4")).run(Duration.ofMinutes(20));

    assertThat(world.condition("web", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.registered("orders")).isEmpty();
    assertThat(trap.sprung).isBetween(5, 20);
    assertThat(world.message("orders", "Ready"))
        .contains("CreateService")
        .contains("cannot happen");

    trap.set = false;
    world.run(Duration.ofMinutes(10));

    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  /** A source that cannot stand one endpoint. */
  private static final class Poison implements MembershipSource {

    boolean potent = true;
    int asked;

    @Override
    public boolean covers(EndpointKey key, Endpoint endpoint) {
      return key.equals(ORDERS);
    }

    @Override
    public Membership of(EndpointKey key, Endpoint endpoint) {
      asked++;
      if (potent) {
        throw new IllegalStateException("cannot happen");
      }
      return new StaticMembership().of(key, endpoint);
    }
  }

  /** A client library that throws its own exceptions for one service. */
  private static final class Trap implements CallObserver {

    boolean set = true;
    int sprung;

    @Override
    public void beforeCall(Call call) {
      if (set
          && call.action() == AwsAction.CREATE_SERVICE
          && call.request().subject().equals("orders")) {
        sprung++;
        throw new IllegalStateException("cannot happen");
      }
    }
  }
}
