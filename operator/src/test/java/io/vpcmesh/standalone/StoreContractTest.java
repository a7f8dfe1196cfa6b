package io.vpcmesh.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.engine.Store;
import io.vpcmesh.engine.Store.Journals;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.runtime.MemoryStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;

/** Both stores remember the same. */
class StoreContractTest {

  private static final Journals NOTHING =
      new Journals(ImmutableMap.of(), ImmutableMap.of(), ImmutableMap.of(), ImmutableMap.of());

  @TempDir private Path temporary;
  private final List<Key> released = new ArrayList<>();
  private final List<StateDirectory> open = new ArrayList<>();

  @AfterEach
  void close() {
    open.forEach(StateDirectory::close);
  }

  @TestFactory
  Stream<DynamicTest> aNewStoreIsEmpty() {
    return eachStore(store -> assertThat(store.load()).isEqualTo(NOTHING));
  }

  @TestFactory
  Stream<DynamicTest> whatIsWrittenIsRead() {
    return eachStore(store -> {
      RandomJournals random = new RandomJournals(new Random(7));
      for (int round = 0; round < 200; round++) {
        Journals written = random.next();

        written.endpoints().forEach(store::write);
        written.meshes().forEach(store::write);
        written.endpointStatus().forEach((key, status) -> store.write(key, "", status));
        written.meshStatus().forEach((key, status) -> store.write(key, "", status));

        assertThat(store.load()).isEqualTo(written);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> whatIsReleasedIsForgottenAndTold() {
    return eachStore(store -> {
      EndpointKey orders = EndpointKey.of("shop", "orders");
      MeshId shop = MeshId.of("shop", "shop");
      released.clear();
      store.write(orders, RandomJournals.EMPTY_ENDPOINT);
      store.write(shop, RandomJournals.EMPTY_MESH);

      store.release(orders);
      store.release(shop);

      assertThat(store.load()).isEqualTo(NOTHING);
      assertThat(released).containsExactly(orders, shop);
    });
  }

  private Stream<DynamicTest> eachStore(ThrowingConsumer<Store> test) {
    return Stream.of(
        DynamicTest.dynamicTest("memory", () -> test.accept(memory())),
        DynamicTest.dynamicTest("files", () -> test.accept(files())));
  }

  private Store memory() {
    MemoryStore store = new MemoryStore();
    store.onRelease(released::add);
    return store;
  }

  private Store files() {
    StateDirectory state =
        StateDirectory.lock(temporary.resolve("s" + open.size()), () -> "test", Instant.EPOCH);
    open.add(state);
    FileStore store = state.store();
    store.onRelease(released::add);
    return store;
  }
}
