package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.Gate;
import io.vpcmesh.e2e.plane.Liar;
import io.vpcmesh.e2e.plane.OwnControlPlane;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An API server that fails in its own ways. Whatever it does, nothing is deregistered. */
@EndToEnd
@OwnControlPlane
@ExtendWith(Moto.class)
@Order(1)
class OutageTest {

  private static final Duration AS_LONG_AS_A_LEASE = Duration.ofSeconds(20);
  private static final Duration TAKEOVER = Duration.ofSeconds(90);
  private static final Duration TWO_ROUNDS_OF_LOOKING = Duration.ofSeconds(90);

  private final Stage stage;

  OutageTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.stage = new Stage(plane, moto);
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void aLeaderThatCannotRenewItsLeaseBeginsAnewWithoutALoss() throws Exception {
    Replica frozen = stage.leader();
    shopIsReady();
    var before = stage.registered();

    stage.plane().apiServer().freeze();
    LockSupport.parkNanos(AS_LONG_AS_A_LEASE.toNanos());
    stage.plane().apiServer().thaw();
    stage.plane().awaitReady();
    stage.await("the lease is over", () -> !frozen.process().isAlive());

    assertThat(stage.registered()).isEqualTo(before);
    stage.leader();
    goesOn(before);
  }

  @Test
  void aKilledApiServerThatForgotItsWatchesIsOutwaited() throws Exception {
    Replica replica = stage.leader();
    shopIsReady();
    var before = stage.registered();

    stage.plane().apiServer().kill();
    stage.plane().apiServer().start();
    stage.plane().awaitReady();
    stage.plane().compact();

    assertThat(replica.process().isAlive()).isTrue();
    goesOn(before);
  }

  @Test
  void aFirstListThatIsEmptyTakesNothingAway() throws Exception {
    Replica first = stage.leader();
    shopIsReady();
    first.process().kill();
    var before = stage.registered();
    try (Liar liar = Liar.before(stage.plane().url())) {
      liar.lie(true);

      Replica second = stage.replica(stage.plane().kubeconfig(stage.administrator(), liar.url()));
      stage.await("it leads", TAKEOVER, second::isLeading);
      LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());

      assertThat(stage.registered()).isEqualTo(before);
      assertThat(second.writes()).isEmpty();

      liar.lie(false);
      stage.apply(stage.example("order").replace("10.0.1.30", "10.0.1.31"));
      stage.in("delete", "sep", "payments", "--wait=false");
      stage.await(
          "what no event told is seen",
          TWO_ROUNDS_OF_LOOKING,
          () ->
              !stage.registered().containsKey("payments")
                  && stage.registered().toString().contains("10.0.1.31:8080"));
      assertThat(stage.registered().get("web")).isEqualTo(before.get("web"));
    }
  }

  @Test
  void aLeaderThatIsCutOffWritesNothingMore() throws Exception {
    try (Gate gate = Gate.to(stage.plane().url())) {
      Replica first = stage.replica(stage.plane().kubeconfig(stage.administrator(), gate.url()));
      stage.await("it leads", first::isLeading);
      shopIsReady();
      Replica second = stage.replica();
      stage.await("it watches", () -> second.identity().isPresent());
      int written = first.writes().size();

      gate.shut();
      stage.await("the other one leads", TAKEOVER, second::isLeading);
      stage.apply(stage.example("order").replace("10.0.1.30", "10.0.1.31"));
      stage.await(
          "the new leader works", () -> stage.registered().toString().contains("10.0.1.31:8080"));
      stage.await("the old one ends", () -> !first.process().isAlive());

      assertThat(first.writes()).hasSize(written);
      stage.awaitReady("serviceendpoint");
    }
  }

  private void shopIsReady() throws IOException {
    stage.applyShop();
    stage.awaitReady("serviceendpoint");
  }

  /** Nothing is lost, and changes are still seen. */
  private void goesOn(ImmutableSortedMap<String, ImmutableSortedSet<String>> before)
      throws Exception {
    assertThat(stage.registered()).isEqualTo(before);
    stage.apply(stage.example("order").replace("10.0.1.30", "10.0.1.31"));
    stage.await("a change is seen", () -> stage.registered().toString().contains("10.0.1.31:8080"));
    stage.awaitReady("serviceendpoint");
  }
}
