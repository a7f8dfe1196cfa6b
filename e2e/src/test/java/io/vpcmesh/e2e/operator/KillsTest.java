package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.Fault;
import io.vpcmesh.e2e.plane.FaultyAws;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two replicas that are killed at any moment while the shop is changed. */
@EndToEnd
@ExtendWith(Moto.class)
@Order(6)
class KillsTest {

  private static final int KILLS = 10;
  private static final int MOST_ADDRESSES = 6;
  private static final long LONGEST_LIFE = 8_000;

  /** So that some are killed between a call and its answer. */
  private static final Fault LONG_WRITES = new Fault.Slow(Duration.ofMillis(300));

  private final FaultyAws way;
  private final Stage stage;
  private final List<Replica> replicas = new ArrayList<>();

  KillsTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.way = FaultyAws.before(moto.endpoint());
    this.stage = new Stage(plane, moto, way.url());
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
    way.close();
  }

  @Test
  void whoeverIsKilledWheneverTheEndIsAsDeclared() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("kills of seed " + seed);
    Random random = new Random(seed);
    way.fail(LONG_WRITES, 100, action -> action.matches("(Create|Register|Dereg|Delete|Tag).*"));
    replicas.add(stage.leader());
    replicas.add(stage.replica());
    stage.applyShop();

    for (int kill = 0; kill < KILLS; kill++) {
      change(random);
      LockSupport.parkNanos(Duration.ofMillis(random.nextLong(LONGEST_LIFE)).toNanos());
      kill(random);
    }
    stage.in("delete", "sep", "payments", "--ignore-not-found", "--timeout=90s");
    stage.applyShop();
    stage.awaitReady("servicemesh,serviceendpoint");

    assertThat(Registry.of(stage.aws())).isEqualTo(Registry.shop("shop.internal"));
  }

  private void kill(Random random) throws IOException {
    int which = random.nextInt(replicas.size());
    replicas.get(which).process().kill();
    replicas.set(which, stage.replica());
  }

  /** Scales one, and takes another away or puts it back. */
  private void change(Random random) throws IOException {
    String order = stage.example("order");
    ImmutableList<Integer> numbers =
        IntStream.range(0, 1 + random.nextInt(MOST_ADDRESSES))
            .boxed()
            .collect(ImmutableList.toImmutableList());
    stage.apply(
        order.substring(0, order.indexOf("      - {ip"))
            + numbers.stream()
                .map(number -> "      - {ip: 10.0.1.%d}\n".formatted(30 + number))
                .collect(Collectors.joining()));
    if (random.nextBoolean()) {
      stage.in("delete", "sep", "payments", "--ignore-not-found", "--wait=false");
    } else {
      // While the former one is on its way out this is in vain, and kubectl warns.
      stage.kubectl().fed(stage.example("payments"), "apply", "-f", "-");
    }
  }
}
