package io.vpcmesh.standalone.directory;

import static io.vpcmesh.standalone.directory.Manifests.endpoint;
import static io.vpcmesh.standalone.directory.Manifests.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.standalone.directory.Request.Answer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PruneTest {

  private static final Duration WHILE = Duration.ofSeconds(10);
  private static final String DELETING = " deleting";

  private final Checkout checkout = new Checkout();

  @Test
  void aConfirmedListIsPruned() {
    endpoints(2).pass(WHILE).remove("0.yaml").pass(WHILE).news();

    Answer answer = checkout.ask(new Request.Prune(checkout.orphansHash()));

    assertThat(answer).isEqualTo(new Answer(true, "1 resource is being deleted"));
    assertThat(checkout.news()).singleElement().asString().endsWith(DELETING);
  }

  @Test
  void aListThatChangedSinceItWasShownIsRefused() {
    endpoints(2).pass(WHILE).remove("0.yaml").pass(WHILE);
    String shown = checkout.orphansHash();
    checkout.remove("1.yaml").pass(WHILE).news();

    Answer answer = checkout.ask(new Request.Prune(shown));

    assertThat(answer.accepted()).isFalse();
    assertThat(checkout.news()).isEmpty();
  }

  @Test
  void withoutTheFlagNothingIsEverPruned() {
    endpoints(2).commit("main", "1").pass(WHILE);

    checkout.remove("0.yaml").commit("main", "2").pass(Duration.ofMinutes(10));

    assertThat(deleting()).isZero();
  }

  @Test
  void withGitACommitThatRemovesAFilePrunesAfterFiveSeconds() {
    endpoints(2).pruning().commit("main", "1").pass(WHILE);

    checkout.remove("0.yaml").commit("main", "2").pass(Duration.ofSeconds(5));
    assertThat(deleting()).isZero();
    checkout.pass(Duration.ofMillis(250));

    assertThat(deleting()).isEqualTo(1);
  }

  @Test
  void aHeadThatMovesPutsThePruningOff() {
    endpoints(2).pruning().commit("main", "1").pass(WHILE);

    checkout.remove("0.yaml").commit("main", "2").pass(Duration.ofSeconds(4));
    checkout.commit("main", "3").pass(Duration.ofSeconds(4));

    assertThat(deleting()).isZero();
  }

  @Test
  void anotherBranchPrunesNothing() {
    endpoints(2).pruning().commit("main", "1").pass(WHILE);

    checkout.remove("0.yaml").pass(Duration.ofSeconds(3));
    checkout.commit("feature", "2").pass(Duration.ofMinutes(10));

    assertThat(deleting()).isZero();
  }

  @Test
  void anotherBranchCheckedOutWhileTheDaemonWasDownPrunesNothing() {
    endpoints(2).pruning().commit("main", "1").pass(WHILE);

    checkout.restart().remove("0.yaml").commit("feature", "2").pass(Duration.ofMinutes(10));

    assertThat(deleting()).isZero();
  }

  @Test
  void aCommitThatWasPulledWhileTheDaemonWasDownPrunes() {
    endpoints(2).pruning().commit("main", "1").pass(WHILE);

    checkout.restart().remove("0.yaml").commit("main", "2").pass(WHILE);

    assertThat(deleting()).isEqualTo(1);
  }

  @Test
  void withoutGitTheDirectoryMustBeQuietForAMinute() {
    endpoints(2).pruning().pass(WHILE);

    checkout.remove("0.yaml").pass(Duration.ofSeconds(60));
    assertThat(deleting()).isZero();
    checkout.pass(Duration.ofMillis(250));

    assertThat(deleting()).isEqualTo(1);
  }

  @Test
  void anEmptyDirectoryPrunesNothing() {
    endpoints(2).pruning().commit("main", "1").pass(WHILE);

    checkout.remove("0.yaml").remove("1.yaml").pass(Duration.ofMinutes(10));

    assertThat(deleting()).isZero();
  }

  @Test
  void anUnmountedDirectoryPrunesNothing() {
    endpoints(2).pruning().pass(WHILE);

    checkout.mounted(false).pass(Duration.ofMinutes(10));

    assertThat(deleting()).isZero();
  }

  @Test
  void moreThanTheBudgetPrunesNothingAndSaysSo() {
    endpoints(10).pruning().commit("main", "1").pass(WHILE);

    checkout.remove("0.yaml").remove("1.yaml").remove("2.yaml").remove("3.yaml");
    checkout.pass(WHILE);

    assertThat(deleting()).isZero();
    assertThat(checkout.problems())
        .containsExactly(
            "4 resources have vanished, --prune may delete 3 of 10 in five minutes: put them back, or run 'vpcmesh prune'");
  }

  @Test
  void theBudgetIsForFiveMinutesAndSurvivesARestart() {
    endpoints(10).pruning().commit("main", "1").pass(WHILE);
    checkout.remove("0.yaml").remove("1.yaml").remove("2.yaml").pass(WHILE);
    assertThat(deleting()).isEqualTo(3);

    checkout.restart().remove("3.yaml").pass(Duration.ofMinutes(4));
    assertThat(deleting()).isEqualTo(3);
    checkout.pass(Duration.ofMinutes(2));

    assertThat(deleting()).isEqualTo(4);
  }

  @Test
  void aPrunedNamespaceLosesItsLabels() {
    endpoints(1).write("ns.yaml", namespace("shop", "team: blue")).pass(WHILE);
    checkout.remove("ns.yaml").pass(WHILE).news();

    checkout.ask(new Request.Prune(checkout.orphansHash()));

    assertThat(checkout.news())
        .containsExactly("namespace shop {kubernetes.io/metadata.name=shop}");
  }

  @Test
  void aNamespaceWithEndpointsIsNeverPrunedWithoutAPerson() {
    endpoints(1).write("ns.yaml", namespace("shop", "team: blue")).pruning().pass(WHILE);
    checkout.news();

    checkout.remove("ns.yaml").pass(Duration.ofMinutes(10));

    assertThat(checkout.news()).isEmpty();
  }

  @Test
  void anAnnotationOfAPersonReachesTheResource() {
    endpoints(1).pass(WHILE).news();
    ManifestName name = ManifestName.of(EndpointKey.of("shop", "e0"));

    checkout.ask(new Request.Annotate(name, "vpcmesh.io/acknowledge-deletions", "1a2b"));

    assertThat(checkout.news())
        .containsExactly("endpoint shop/e0 generation 1 {vpcmesh.io/acknowledge-deletions=1a2b}");
  }

  @Test
  void anAnnotationForNothingIsRefused() {
    ManifestName name = ManifestName.of(EndpointKey.of("shop", "nowhere"));

    Answer answer = checkout.ask(new Request.Annotate(name, "a", "b"));

    assertThat(answer).isEqualTo(new Answer(false, "there is no endpoint shop/nowhere"));
  }

  private Checkout endpoints(int count) {
    for (int number = 0; number < count; number++) {
      checkout.write(number + ".yaml", endpoint("e" + number, "10.0.1." + number));
    }
    return checkout;
  }

  private long deleting() {
    return checkout.record("e0").stream().filter(ResourceRecord::deleting).count()
        + checkout.record("e1").stream().filter(ResourceRecord::deleting).count()
        + checkout.record("e2").stream().filter(ResourceRecord::deleting).count()
        + checkout.record("e3").stream().filter(ResourceRecord::deleting).count();
  }
}
