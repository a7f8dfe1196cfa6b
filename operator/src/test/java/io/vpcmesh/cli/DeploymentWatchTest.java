package io.vpcmesh.cli;

import static io.vpcmesh.cli.OpenBook.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.DeploymentSummary;
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
  private final List<String> aside = new ArrayList<>();

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
    then(entry(12, "Baking"));

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
  void whatNobodySeesToIsWaitedForUntilTimeIsUpHoweverWellTheFormerWent()
      throws InterruptedException {
    book.sight = Optional.of(OpenBook.sight(2, 1, ImmutableMap.of(), ImmutableMap.of()));

    assertThat(watch(entry(8, "Completed"))).isEqualTo(2);
    assertThat(said)
        .containsExactly(
            "waiting: what is declared was not seen yet",
            "time is up: what is declared was not seen yet");
  }

  @Test
  void whatWasWrittenDownAndNotReadIsWaitedForBeforeAnythingElse() throws InterruptedException {
    Optional<Sight> sight = book.sight;
    book.sight = Optional.empty();
    book.unread = Optional.of("the daemon has not read order.yaml yet");
    happens.add(() -> {});
    happens.add(() -> {
      book.unread = Optional.empty();
      book.sight = sight;
      book.entries.add(entry(9, "Completed"));
    });

    assertThat(watch(entry(8, "Completed"))).isZero();
    assertThat(said).containsExactly("revision 9  Completed  1/1");
  }

  @Test
  void aStatusThatIsNotWrittenYetIsWaitedFor() throws InterruptedException {
    book.reporting = false;
    book.sight = Optional.of(OpenBook.reported(book.sight.orElseThrow(), entry(8, "RollingBack")));
    happens.add(() -> book.reporting = true);

    assertThat(watch(OpenBook.rolledBack(8))).isEqualTo(1);
    assertThat(now).isEqualTo("2026-07-01T10:00:01Z");
  }

  @Test
  void whatRunsAndIsDeclaredAgainAfterARollbackIsWhatWasAskedFor() throws InterruptedException {
    book.sight = Optional.of(OpenBook.sight(3, "Completed", List.of(), 7));

    assertThat(watch(entry(8, "RolledBack"))).isZero();
    assertThat(said).containsExactly("revision 7 runs, and is what is declared");
  }

  @Test
  void aRevertThatWasDeclaredBeforeIsFollowedToItsEnd() throws InterruptedException {
    happens.add(() -> {
      book.entries.clear();
      book.entries.add(entry(8, "RolledBack"));
      book.sight = Optional.of(OpenBook.sight(1, "Completed", List.of(), 7));
    });

    assertThat(watch(entry(8, "RollingBack"))).isZero();
    assertThat(said)
        .containsExactly(
            "revision 8  RollingBack  1/1",
            "revision 8  RolledBack  1/1",
            "revision 7 runs, and is what is declared");
  }

  @Test
  void aRevertThatIsDeclaredMeanwhileIsANewerChange() throws InterruptedException {
    happens.add(() -> {
      book.entries.clear();
      book.entries.add(entry(8, "RolledBack"));
      book.sight = Optional.of(OpenBook.sight(2, "Completed", List.of(), 7));
    });

    assertThat(watch(entry(8, "Baking"))).isEqualTo(3);
    assertThat(said).last().isEqualTo("what ran before was declared again in its place");
  }

  @Test
  void whatIsRefusedEndsWithOneAndTheReason() throws InterruptedException {
    refuse("Rejected", "Invalid", "claims user, already owned by shop/user");

    assertThat(watch(entry(1, "Provisioning"))).isEqualTo(1);
    assertThat(said)
        .last()
        .isEqualTo(
            "what is declared does not run: claims user, already owned by shop/user (Invalid)");
  }

  @Test
  void whatIsRefusedForAMomentGoesOn() throws InterruptedException {
    refuse("Rejected", "RefNotResolved", "mesh shop/shop does not exist");
    happens.add(() -> {});
    happens.add(() -> {
      book.entries.clear();
      book.entries.add(entry(1, "Completed"));
      book.sight = Optional.of(OpenBook.sight(1, "Completed", List.of(), 1));
    });

    assertThat(watch(entry(1, "Provisioning"))).isZero();
  }

  @Test
  void aRevisionThatFailedLongAgoAndIsDeclaredAgainDoesNotPassForTheOneThatRuns()
      throws InterruptedException {
    refuse("RolledBack", "RolledBack", "running 9, spec is 8, which was rolled back");

    assertThat(watch(entry(9, "Completed"))).isEqualTo(1);
  }

  @Test
  void whoIsPausedMayGoOn() throws InterruptedException {
    refuse("Baking", "Paused", "a person paused it");

    assertThat(watch(entry(8, "Baking"))).isEqualTo(2);
  }

  @Test
  void ofAnObservedMeshNothingIsWaitedFor() throws InterruptedException {
    refuse("Paused", "Paused", "4 changes are planned, the mesh is in mode Observe");

    assertThat(follow()).isEqualTo(1);
    assertThat(said)
        .containsExactly(
            "what is declared does not run: 4 changes are planned, the mesh is in mode Observe (Paused)");
  }

  @Test
  void withoutItsRecordAChangeIsFollowedByTheStatus() throws InterruptedException {
    book.sight = Optional.of(OpenBook.reported(book.sight.orElseThrow(), entry(11, "Baking")));
    happens.add(() ->
        book.sight =
            Optional.of(OpenBook.reported(book.sight.orElseThrow(), entry(11, "Completed"))));

    assertThat(follow()).isZero();
    assertThat(said).containsExactly("revision 11  Baking  1/1", "revision 11  Completed  1/1");
  }

  @Test
  void aRecordThatIsWrittenLaterThanTheStatusIsNotWaitedFor() throws InterruptedException {
    DeploymentSummary done =
        new DeploymentSummary("e-orders-8-abcde", "Completed", null, null, null);
    book.reporting = false;
    book.sight = Optional.of(OpenBook.reported(book.sight.orElseThrow(), done));

    assertThat(watch(entry(8, "Finalizing"))).isZero();
    assertThat(said).containsExactly("revision 8  Completed  1/1");
  }

  @Test
  void thatNobodyIsAtWorkIsSaidOnce() throws InterruptedException {
    book.caution = Optional.of("No daemon is running.");

    watch(entry(8, "Baking"));

    assertThat(aside).containsExactly("No daemon is running.");
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
  void whatWasNeverChangedRunsOrIsWaitedFor() throws InterruptedException {
    book.sight = Optional.of(OpenBook.sight(1, "Completed", List.of(), 1));

    assertThat(follow()).isZero();
    assertThat(said).containsExactly("revision 1 runs, and is what is declared");
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
  void aMeshThatIsNotThereIsNamed() {
    book.sight = Optional.empty();
    assertThatThrownBy(() -> follow(MESH)).hasMessageStartingWith("there is no mesh shop/orders: ");
  }

  private void refuse(String phase, String reason, String message) {
    book.sight =
        Optional.of(OpenBook.sight(1, phase, List.of(OpenBook.stalled(reason, message)), 9));
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
    return new DeploymentWatch(
            book, key, () -> now, this::pass, new DeploymentWatch.Voice(said::add, aside::add))
        .follow(Duration.ofSeconds(30));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    Optional.ofNullable(happens.poll()).ifPresent(Runnable::run);
  }
}
