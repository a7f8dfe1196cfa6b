package io.vpcmesh.cli;

import static io.vpcmesh.cli.OpenBook.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class DeploymentWatchTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");

  private static final MeshId MESH = MeshId.of("shop", "orders");

  private final OpenBook book = new OpenBook();
  private final List<String> said = new ArrayList<>();

  /** What happens while it sleeps, one after the other. */
  private final Queue<Runnable> happens = new ArrayDeque<>();

  private Instant now = Instant.parse("2026-07-01T10:00:00Z");

  @Test
  void eachStepIsToldOnceUntilItIsComplete() throws InterruptedException {
    then(entry(8, "Provisioning"));
    happens.add(() -> {});
    then(entry(8, "Baking"));
    then(entry(8, "Completed"));

    int code = watch(entry(8, "Pending"));

    assertThat(code).isZero();
    assertThat(said)
        .containsExactly(
            "revision 8  Pending  1/1",
            "revision 8  Provisioning  1/1",
            "revision 8  Baking  1/1",
            "revision 8  Completed  1/1");
  }

  @Test
  void aRollbackEndsWithOneAndSaysWhy() throws InterruptedException {
    then(OpenBook.rolledBack(8));

    assertThat(watch(entry(8, "RollingBack"))).isEqualTo(1);
    assertThat(said)
        .last()
        .isEqualTo("revision 8  RolledBack  1/1  2 of 4 instances were healthy and are not");
  }

  @Test
  void whenTimeIsUpItEndsWithTwo() throws InterruptedException {
    assertThat(watch(entry(8, "Baking"))).isEqualTo(2);
    assertThat(said).last().isEqualTo("time is up: it goes on without being watched");
  }

  @Test
  void aNewerChangeEndsItWithThree() throws InterruptedException {
    happens.add(() -> {
      book.entries.clear();
      book.entries.addAll(List.of(entry(8, "Superseded"), entry(9, "Pending")));
    });

    assertThat(watch(entry(8, "Baking"))).isEqualTo(3);
    assertThat(said).last().isEqualTo("revision 8  Superseded  1/1");
  }

  @Test
  void aRecordThatIsPrunedWasSuperseded() throws InterruptedException {
    happens.add(book.entries::clear);

    assertThat(watch(entry(8, "Baking"))).isEqualTo(3);
  }

  @Test
  void afterARetryTheNewDeploymentIsWaitedFor() throws InterruptedException {
    ImmutableMap<String, String> asked = ImmutableMap.of("vpcmesh.io/retry", "token");
    book.sight = Optional.of(OpenBook.sight(1, 1, asked, ImmutableMap.of()));
    happens.add(() -> {
      book.entries.add(entry(9, "Completed"));
      book.sight = Optional.of(OpenBook.sight(1, 1, asked, ImmutableMap.of("retry", "token")));
    });

    assertThat(watch(OpenBook.rolledBack(8))).isZero();
    assertThat(said).containsExactly("revision 9  Completed  1/1");
  }

  @Test
  void whatNobodySeesToIsNotWaitedForForLong() throws InterruptedException {
    book.sight = Optional.of(OpenBook.sight(2, 1, ImmutableMap.of(), ImmutableMap.of()));

    assertThat(watch(OpenBook.rolledBack(8))).isEqualTo(1);
    assertThat(now).isEqualTo("2026-07-01T10:00:15Z");
  }

  @Test
  void anEndpointThatIsNotThereIsNamed() {
    book.sight = Optional.empty();

    assertThatThrownBy(this::follow)
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "there is no endpoint shop/orders: 'vpcmesh deployments list --cluster' shows those with deployments");
  }

  @Test
  void anEndpointThatWasNotChangedSaysSo() {
    assertThatThrownBy(this::follow)
        .hasMessage(
            "endpoint shop/orders has no deployment: it was not changed since there are any");
  }

  @Test
  void aMeshIsToldApartFromTheEndpointOfItsName() throws InterruptedException {
    book.entries.addAll(
        List.of(OpenBook.ofMesh(entry(8, "Baking")), OpenBook.rolledBack(9), entry(8, "Baking")));
    happens.add(() -> {
      book.entries.clear();
      book.entries.addAll(List.of(OpenBook.ofMesh(entry(8, "Completed")), OpenBook.rolledBack(9)));
    });

    assertThat(follow(MESH)).isZero();
    assertThat(said).containsExactly("revision 8  Baking  1/1", "revision 8  Completed  1/1");
  }

  @Test
  void anEndpointIsToldApartFromTheMeshOfItsName() throws InterruptedException {
    book.entries.addAll(List.of(entry(8, "Completed"), OpenBook.ofMesh(OpenBook.rolledBack(9))));

    assertThat(follow()).isZero();
    assertThat(said).containsExactly("revision 8  Completed  1/1");
  }

  @Test
  void aMeshThatIsNotThereOrWasNotChangedIsNamed() {
    assertThatThrownBy(() -> follow(MESH))
        .hasMessage("mesh shop/orders has no deployment: it was not changed since there are any");
    book.sight = Optional.empty();
    assertThatThrownBy(() -> follow(MESH)).hasMessageStartingWith("there is no mesh shop/orders: ");
  }

  private void then(DeploymentEntry next) {
    happens.add(() -> {
      book.entries.clear();
      book.entries.add(next);
    });
  }

  private int watch(DeploymentEntry first) throws InterruptedException {
    book.entries.add(first);
    return follow();
  }

  private int follow() throws InterruptedException {
    return follow(ORDERS);
  }

  private int follow(Key key) throws InterruptedException {
    return new DeploymentWatch(book, key, () -> now, this::pass, said::add)
        .follow(Duration.ofSeconds(30));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    Optional.ofNullable(happens.poll()).ifPresent(Runnable::run);
  }
}
