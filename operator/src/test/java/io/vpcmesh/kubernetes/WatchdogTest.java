package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchdogTest {

  private final Shelf<RawEndpoint> cache = new Shelf<>();
  private final List<RawEndpoint> server = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final Watchdog<RawEndpoint> watchdog =
      new Watchdog<>(
          cache,
          found ->
              told.add(found.getMetadata().getUid() + " " + found.getMetadata().getGeneration()));

  @Test
  void whatTheCacheHasIsNotTold() {
    server.add(orders("u1", 2));
    cache.put(orders("u1", 2));

    rounds(3);

    assertThat(told).isEmpty();
  }

  @Test
  void anEventMayTakeARound() {
    server.add(orders("u1", 1));
    rounds(1);
    cache.put(orders("u1", 1));

    rounds(2);

    assertThat(told).isEmpty();
  }

  @Test
  void whatWasMissedTwiceIsToldOnce() {
    server.add(orders("u1", 1));

    rounds(5);

    assertThat(told).containsExactly("u1 1");
  }

  @Test
  void aMissedChangeIsTold() {
    cache.put(orders("u1", 1));
    server.add(orders("u1", 2));

    rounds(2);

    assertThat(told).containsExactly("u1 2");
  }

  @Test
  void aMissedDeletionMarkIsTold() {
    cache.put(orders("u1", 1));
    RawEndpoint deleting = orders("u1", 1);
    deleting.getMetadata().setDeletionTimestamp("2026-11-01T08:00:00Z");
    server.add(deleting);

    rounds(2);

    assertThat(told).containsExactly("u1 1");
  }

  @Test
  void aServerWhoseMemoryIsLateTellsNothingNew() {
    cache.put(orders("u1", 3));
    server.add(orders("u1", 2));

    rounds(3);

    assertThat(told).isEmpty();
  }

  @Test
  void eachChangeThatIsMissedIsTold() {
    server.add(orders("u1", 1));
    rounds(2);
    server.set(0, orders("u1", 2));

    rounds(2);

    assertThat(told).containsExactly("u1 1", "u1 2");
  }

  private void rounds(int count) {
    for (int round = 0; round < count; round++) {
      watchdog.look(server);
    }
  }

  private static RawEndpoint orders(String uid, long generation) {
    RawEndpoint endpoint = new RawEndpoint();
    endpoint.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders")
            .withUid(uid)
            .withGeneration(generation)
            .build());
    return endpoint;
  }
}
