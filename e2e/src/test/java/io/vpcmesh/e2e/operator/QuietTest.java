package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.Audit.Request;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.ServiceAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How little the operator says. The figures are those of the API server's own record. */
@EndToEnd
@ExtendWith(Moto.class)
@Order(5)
class QuietTest {

  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final int EDITS = 200;

  /** For all of them together, of whatever kind, also those that were refused. */
  private static final int MOST_WRITES = 40;

  private final Stage stage;

  QuietTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.stage = new Stage(plane, moto);
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
  }

  @Test
  void anIdleOperatorRenewsItsLeaseAndWritesNothingElse() throws Exception {
    ServiceAccount account = stage.administrator();
    Replica replica = readyShop(account);
    ImmutableList<String> written = replica.writes();
    int audited = stage.plane().audit().length();

    LockSupport.parkNanos(IDLE.toNanos());

    ImmutableList<Request> writes = writes(audited, account);
    System.out.printf("idle for %s: %d renewals of the lease%n", IDLE, writes.size());
    assertThat(writes).isNotEmpty().noneMatch(QuietTest::isNoRenewal);
    assertThat(replica.writes()).isEqualTo(written);
  }

  @Test
  void aBurstOfEditsCostsNoMoreStatusWritesThanTheStatusHasMeanings() throws Exception {
    ServiceAccount account = stage.administrator();
    readyShop(account);
    try (Statuses statuses = Statuses.of("serviceendpoint", "web", stage.shop(), stage.kubectl())) {
      stage.await("it is watched", () -> statuses.reached(version()));
      int audited = stage.plane().audit().length();

      long begun = System.nanoTime();
      stage.apply(
          IntStream.rangeClosed(1, EDITS)
              .mapToObj(this::edit)
              .collect(Collectors.joining("---\n")));
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      stage.await("the last edit is registered", () -> registered().equals(lastEdit()));
      stage.awaitReady("serviceendpoint");
      stage.await("all is told", () -> statuses.reached(version()));

      ImmutableList<Request> writes = writes(audited, account);
      long tried = writes.stream().filter(QuietTest::isStatus).count();
      long written =
          writes.stream().filter(QuietTest::isStatus).filter(it -> it.code() == 200).count();
      ImmutableList<JsonNode> meanings = statuses.meanings();
      System.out.printf(
          "%d edits in %s: %d status writes, %d of them refused, for %d meanings; all writes: %s%n",
          EDITS, took, tried, tried - written, meanings.size() - 1, byResource(writes));
      assertThat(written).isPositive().isLessThanOrEqualTo(meanings.size() - 1);
      assertThat(writes.stream().filter(QuietTest::isNoRenewal))
          .hasSizeLessThanOrEqualTo(MOST_WRITES);
      assertThat(meanings.getLast().path("observedGeneration").asInt()).isEqualTo(EDITS + 1);
    }
  }

  private Replica readyShop(ServiceAccount account) throws Exception {
    Replica replica = stage.replica(stage.plane().kubeconfig(account));
    stage.await("it leads", replica::isLeading);
    stage.applyShop();
    stage.awaitReady("servicemesh,serviceendpoint");
    // What is told once after all is ready, is over by then.
    LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
    return replica;
  }

  private ImmutableList<Request> writes(int audited, ServiceAccount account) throws IOException {
    return stage.plane().audit().each(audited, account).stream()
        .filter(Request::isWrite)
        .collect(ImmutableList.toImmutableList());
  }

  /** Some are refused, since an edit came in between; those changed nothing. */
  private static boolean isStatus(Request request) {
    return request.resource().equals("serviceendpoints/status");
  }

  private static boolean isNoRenewal(Request request) {
    return !request.resource().equals("leases");
  }

  private static String byResource(ImmutableList<Request> writes) {
    return writes.stream()
        .collect(
            Collectors.groupingBy(
                request -> request.verb() + " " + request.resource() + " " + request.code(),
                Collectors.counting()))
        .toString();
  }

  private String edit(int number) {
    try {
      return stage.example("web").replace("10.0.1.10", "10.0.8." + number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ImmutableSortedSet<String> registered() {
    return stage.registered().getOrDefault("web", ImmutableSortedSet.of());
  }

  private static ImmutableSortedSet<String> lastEdit() {
    return ImmutableSortedSet.of("10.0.2.10:3000", "10.0.8." + EDITS + ":3000");
  }

  private String version() throws IOException {
    return stage.in("get", "sep", "web", "-o", "jsonpath={.metadata.resourceVersion}");
  }
}
