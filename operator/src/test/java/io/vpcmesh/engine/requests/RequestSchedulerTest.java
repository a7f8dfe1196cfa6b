package io.vpcmesh.engine.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose turn it is, and who has to wait. */
class RequestSchedulerTest {

  private static final Budget OWN = new Budget("own", "eu-west-1");

  private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final EndpointKey USERS = EndpointKey.of("shop", "users");

  private final RequestScheduler scheduler =
      new RequestScheduler(
          new Limits(
              ImmutableMap.of(
                  AwsAction.REGISTER_INSTANCE, new Limit(4, 1),
                  AwsAction.GET_INSTANCE, new Limit(2, 1))),
          5);

  @Test
  void removalsGoBeforeAdditionsBeforeAudits() {
    scheduler.offer(
        ORDERS,
        ImmutableList.of(
            request(ORDERS, "audit", Priority.AUDIT),
            request(ORDERS, "addition", Priority.ADDITION),
            request(ORDERS, "removal", Priority.REMOVAL)));

    assertThat(turns(NOW)).containsExactly("removal", "addition", "audit");
  }

  @Test
  void keysTakeTurns() {
    scheduler.offer(
        ORDERS,
        ImmutableList.of(
            request(ORDERS, "orders 1", Priority.ADDITION),
            request(ORDERS, "orders 2", Priority.ADDITION)));
    scheduler.offer(USERS, ImmutableList.of(request(USERS, "users 1", Priority.ADDITION)));

    assertThat(turns(NOW)).containsExactly("orders 1", "users 1", "orders 2");
  }

  @Test
  void onlyTheNewestWishIsCarriedOut() {
    scheduler.offer(ORDERS, ImmutableList.of(request(ORDERS, "old", Priority.ADDITION)));

    scheduler.offer(ORDERS, ImmutableList.of(request(ORDERS, "new", Priority.ADDITION)));

    assertThat(turns(NOW)).containsExactly("new");
  }

  @Test
  void whoOffersAgainKeepsItsPlace() {
    scheduler.offer(ORDERS, ImmutableList.of(request(ORDERS, "orders 1", Priority.ADDITION)));
    scheduler.offer(USERS, ImmutableList.of(request(USERS, "users 1", Priority.ADDITION)));

    scheduler.offer(ORDERS, ImmutableList.of(request(ORDERS, "orders 2", Priority.ADDITION)));

    assertThat(turns(NOW)).containsExactly("orders 2", "users 1");
  }

  @Test
  void whoHasARankGoesBeforeThoseWithAHigherOneOrNone() {
    EndpointKey cart = EndpointKey.of("shop", "cart");
    scheduler.offer(ORDERS, ImmutableList.of(request(ORDERS, "orders", Priority.ADDITION)));
    scheduler.offer(USERS, ImmutableList.of(ranked(USERS, "users", 2)));
    scheduler.offer(cart, ImmutableList.of(ranked(cart, "cart", 1)));

    assertThat(turns(NOW)).containsExactly("cart", "users", "orders");
  }

  @Test
  void aRankLastsNoLongerThanTheWish() {
    scheduler.offer(ORDERS, ImmutableList.of(request(ORDERS, "orders", Priority.ADDITION)));
    scheduler.offer(USERS, ImmutableList.of(ranked(USERS, "users", 1)));

    scheduler.offer(USERS, ImmutableList.of(request(USERS, "users", Priority.ADDITION)));

    assertThat(turns(NOW)).containsExactly("orders", "users");
  }

  @Test
  void whatIsUnderWayIsNotBegunAgainUntilItHasEnded() {
    ImmutableList<Request> wish = ImmutableList.of(request(ORDERS, "i-1", Priority.ADDITION));
    scheduler.offer(ORDERS, wish);
    scheduler.next(NOW);

    scheduler.offer(ORDERS, wish);
    assertThat(turns(NOW)).isEmpty();

    scheduler.finished(ORDERS, "i-1");
    scheduler.offer(ORDERS, wish);
    assertThat(turns(NOW)).containsExactly("i-1");
  }

  @Test
  void atMostSoManyRequestsAreUnderWay() {
    scheduler.offer(ORDERS, reads(6));

    assertThat(turns(NOW)).hasSize(5);
    assertThat(scheduler.nextAt(NOW)).isEmpty();
  }

  @Test
  void aRequestWaitsForATokenOfEachOfItsActions() {
    Request both =
        new Request(
            ORDERS,
            "both",
            Priority.ADDITION,
            ImmutableList.of(AwsAction.REGISTER_INSTANCE, AwsAction.GET_INSTANCE),
            OWN,
            () -> {});
    scheduler.offer(ORDERS, ImmutableList.of(both));
    scheduler.offer(
        USERS,
        ImmutableList.of(
            new Request(
                USERS,
                "read",
                Priority.ADDITION,
                ImmutableList.of(AwsAction.GET_INSTANCE),
                OWN,
                () -> {})));

    assertThat(turns(NOW)).containsExactly("both");
    assertThat(scheduler.nextAt(NOW)).isEqualTo(Optional.of(NOW.plusSeconds(1)));
    assertThat(turns(NOW.plusSeconds(1))).containsExactly("read");
  }

  @Test
  void aRefusedActionHoldsNoOtherOneUp() {
    scheduler.offer(
        ORDERS,
        ImmutableList.<Request>builder()
            .add(request(ORDERS, "i-1", Priority.ADDITION))
            .addAll(reads(1))
            .build());

    scheduler.throttled(OWN, AwsAction.REGISTER_INSTANCE, NOW);

    assertThat(turns(NOW)).containsExactly("read 0");
    assertThat(turns(NOW.plus(Duration.ofSeconds(5)))).containsExactly("i-1");
  }

  @Test
  void whatIsRefusedInOneAccountHoldsNoOtherOneUp() {
    scheduler.offer(ORDERS, ImmutableList.of(request(ORDERS, "i-1", Priority.ADDITION)));
    scheduler.offer(
        USERS,
        ImmutableList.of(
            new Request(
                USERS,
                "i-2",
                Priority.ADDITION,
                ImmutableList.of(AwsAction.REGISTER_INSTANCE),
                new Budget("111122223333", "eu-west-1"),
                () -> {})));

    scheduler.throttled(OWN, AwsAction.REGISTER_INSTANCE, NOW);

    assertThat(turns(NOW)).containsExactly("i-2");
    assertThat(turns(NOW.plus(Duration.ofSeconds(5)))).containsExactly("i-1");
  }

  @Test
  void aRemovalGoesBeforeAdditionsThatNeedTheSameReads() {
    scheduler.offer(
        ORDERS, ImmutableList.of(update("i-1"), update("i-2"), update("i-3"), update("i-4")));
    scheduler.offer(
        USERS,
        ImmutableList.of(
            new Request(
                USERS,
                "removal",
                Priority.REMOVAL,
                ImmutableList.of(
                    AwsAction.UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS, AwsAction.GET_INSTANCE),
                OWN,
                () -> {})));

    assertThat(turns(NOW)).containsExactly("removal");
    assertThat(turns(NOW.plusSeconds(1))).containsExactly("i-1");
  }

  @Test
  void additionsLeaveSomePlacesToRemovals() {
    RequestScheduler busy = new RequestScheduler(Limits.defaults(), 16);
    busy.offer(ORDERS, reads(20));
    while (busy.next(NOW).isPresent()) {}

    busy.offer(USERS, ImmutableList.of(request(USERS, "removal", Priority.REMOVAL)));

    assertThat(busy.next(NOW)).map(Request::slot).hasValue("removal");
  }

  @Test
  void whoTakesOverSpendsNoBurst() {
    scheduler.offer(
        ORDERS,
        ImmutableList.of(
            request(ORDERS, "i-1", Priority.ADDITION), request(ORDERS, "i-2", Priority.ADDITION)));

    scheduler.takeOver(NOW);

    assertThat(turns(NOW)).containsExactly("i-1");
    assertThat(turns(NOW.plusSeconds(1))).containsExactly("i-2");
  }

  private static Request ranked(EndpointKey key, String slot, int rank) {
    return request(key, slot, Priority.ADDITION).ranked(Optional.of(rank));
  }

  private static Request update(String slot) {
    return new Request(
        ORDERS,
        slot,
        Priority.ADDITION,
        ImmutableList.of(AwsAction.REGISTER_INSTANCE, AwsAction.GET_INSTANCE),
        OWN,
        () -> {});
  }

  private List<String> turns(Instant now) {
    List<String> turns = new ArrayList<>();
    Optional<Request> next = scheduler.next(now);
    while (next.isPresent()) {
      turns.add(next.orElseThrow().slot());
      next = scheduler.next(now);
    }
    return turns;
  }

  private static ImmutableList<Request> reads(int count) {
    ImmutableList.Builder<Request> reads = ImmutableList.builder();
    for (int number = 0; number < count; number++) {
      reads.add(
          new Request(
              ORDERS,
              "read " + number,
              Priority.AUDIT,
              ImmutableList.of(AwsAction.DISCOVER_INSTANCES),
              OWN,
              () -> {}));
    }
    return reads.build();
  }

  private static Request request(EndpointKey key, String slot, Priority priority) {
    return new Request(
        key, slot, priority, ImmutableList.of(AwsAction.REGISTER_INSTANCE), OWN, () -> {});
  }
}
