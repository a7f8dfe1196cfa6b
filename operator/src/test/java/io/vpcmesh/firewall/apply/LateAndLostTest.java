package io.vpcmesh.firewall.apply;

import static io.vpcmesh.firewall.apply.Scene.FORMER;
import static io.vpcmesh.firewall.apply.Scene.NAME;
import static io.vpcmesh.firewall.apply.Scene.ORDERS;
import static io.vpcmesh.firewall.apply.Scene.PROPAGATION;
import static io.vpcmesh.firewall.apply.Scene.VPC;
import static io.vpcmesh.firewall.apply.Scene.claim;
import static io.vpcmesh.firewall.apply.Scene.closing;
import static io.vpcmesh.firewall.apply.Scene.deletion;
import static io.vpcmesh.firewall.apply.Scene.ids;
import static io.vpcmesh.firewall.apply.Scene.opening;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.IngressRule;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.FirewallChange.CreateGroup;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.Conflict;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import io.vpcmesh.model.AwsFailure.Throttled;
import io.vpcmesh.model.AwsFailure.Unknown;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.SecurityGroupId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An account whose reads lag half a second behind its writes, and calls that go wrong. */
class LateAndLostTest {

  private static final Opening A = Scene.from("10.1.0.0/16", 8080);
  private static final Opening B = Scene.from("10.2.0.0/16", 8080);
  private static final Opening C = Scene.from("10.3.0.0/16", 8080);

  private final Scene scene = new Scene(Settings.defaults());

  @Test
  void whatIsTooNewToBeShownIsOpenedOnlyByWhoMadeIt() {
    SecurityGroupId group =
        ((GroupOutcome.Created) scene.apply(new CreateGroup(NAME, VPC))).facts().id();

    assertThat(scene.apply(opening(group, A))).isEqualTo(new GroupOutcome.NotThere());
    assertThat(scene.applyToNew(opening(group, A))).isInstanceOf(GroupOutcome.Opened.class);
  }

  @Test
  void aCreationWhoseAnswerIsLostIsFoundByItsName() {
    scene.cloud().faults().set(CallPattern.mutating().nth(1), Fault.happenedButAnsweredError());
    assertThat(failure(new CreateGroup(NAME, VPC))).isInstanceOf(Unknown.class);

    assertThat(failure(new CreateGroup(NAME, VPC))).isInstanceOf(Conflict.class);
    scene.pass(PROPAGATION);

    assertThat(scene.reader().find(VPC, NAME, ORDERS))
        .isInstanceOfSatisfying(
            KnownGroup.Present.class,
            found -> assertThat(found.facts().standing()).isEqualTo(Standing.OURS));
    assertThat(scene.cloud().snapshot().groups()).hasSize(1);
  }

  @Test
  void anOpeningWhoseAnswerIsLostIsMadeOnce() {
    SecurityGroupId group = scene.group();
    scene.cloud().faults().set(CallPattern.mutating().nth(1), Fault.happenedButAnsweredError());
    assertThat(failure(opening(group, A, B))).isInstanceOf(Unknown.class);

    assertThat(failure(opening(group, A, B)).error().code())
        .isEqualTo("InvalidPermission.Duplicate");
    assertThat(scene.rules(group)).hasSize(2);
  }

  @Test
  void anOpeningThatDidNotHappenIsMadeByTheNextTry() {
    SecurityGroupId group = scene.group();
    scene.cloud().faults().set(CallPattern.mutating().nth(1), Fault.timeoutBeforeItHappened());
    assertThat(failure(opening(group, A, B))).isInstanceOf(Unknown.class);

    assertThat(scene.apply(opening(group, A, B))).isInstanceOf(GroupOutcome.Opened.class);
  }

  @Test
  void aBatchWithARuleThatIsThereOpensNothing() {
    SecurityGroupId group = scene.group();
    scene.opened(group, B);

    assertThat(failure(opening(group, A, B, C))).isInstanceOf(Conflict.class);
    assertThat(scene.rules(group)).hasSize(1);
  }

  @Test
  void aBatchThatFailsInTheMiddleIsCompletedFromWhatIsRead() {
    Scene halves = new Scene(Settings.defaults().without(IngressRule.ALL_OR_NOTHING));
    SecurityGroupId group = halves.group();
    halves.opened(group, B);
    assertThat(failure(halves, opening(group, A, B, C))).isInstanceOf(Conflict.class);
    halves.pass(PROPAGATION);

    assertThat(halves.read(group).rules())
        .extracting(KnownRule::opening)
        .extracting(opening -> opening.orElseThrow())
        .containsExactlyInAnyOrder(A, B);
    assertThat(halves.apply(opening(group, C))).isInstanceOf(GroupOutcome.Opened.class);
    assertThat(halves.rules(group)).hasSize(3);
  }

  @Test
  void anAnswerThatLacksARuleAsksForARead() {
    Scene silent = new Scene(Settings.defaults().without(IngressRule.ANSWERED));
    SecurityGroupId group = silent.group();

    GroupOutcome outcome = silent.apply(opening(group, A, B));
    silent.pass(PROPAGATION);

    assertThat(outcome).isEqualTo(new GroupOutcome.Reread());
    assertThat(silent.read(group).rules()).hasSize(2);
  }

  @Test
  void aGroupThatIsFullGetsNoneOfTheBatch() {
    SecurityGroupId group = scene.group();
    scene.opened(group, numbered(59));

    AwsFailure failure = failure(opening(group, A, B));

    assertThat(failure).isInstanceOf(QuotaExceeded.class);
    assertThat(scene.rules(group)).hasSize(59);
  }

  @Test
  void closingAgainBeforeItIsShownAsksForARead() {
    SecurityGroupId group = scene.group();
    ImmutableList<KnownRule> rules = scene.opened(group, A, B);
    scene.apply(closing(group, rules.subList(0, 1)));

    GroupOutcome tooEarly = scene.apply(closing(group, rules));
    scene.pass(PROPAGATION);

    assertThat(tooEarly).isEqualTo(new GroupOutcome.Reread());
    assertThat(scene.apply(closing(group, rules)))
        .isEqualTo(
            new GroupOutcome.Closed(ImmutableSet.of(rules.getLast().id()), ImmutableSet.of()));
    assertThat(scene.rules(group)).isEmpty();
  }

  @Test
  void aRuleThatIsTooNewToBeShownIsNotSaidToBeClosed() {
    SecurityGroupId group = scene.group();
    ImmutableList<KnownRule> rules = ((GroupOutcome.Opened) scene.apply(opening(group, A))).rules();

    GroupOutcome outcome = scene.apply(closing(group, rules));

    assertThat(outcome).isEqualTo(new GroupOutcome.Closed(ImmutableSet.of(), ImmutableSet.of()));
    assertThat(scene.ruleIds(group)).isEqualTo(ids(rules));
  }

  @Test
  void claimingWhatIsGoneButStillShownMarksNothing() {
    SecurityGroupId group = scene.group(FORMER);
    ImmutableList<KnownRule> rules = scene.opened(group, FORMER, A, B);
    scene.person().revokeSecurityGroupIngress(group, ImmutableSet.of(rules.getFirst().id()));

    GroupOutcome tooEarly = scene.apply(claim(group, rules));
    scene.pass(PROPAGATION);

    assertThat(tooEarly).isEqualTo(new GroupOutcome.Reread());
    assertThat(scene.truth(group).orElseThrow().tags()).containsAllEntriesOf(FORMER.marks());
    assertThat(scene.apply(claim(group, rules)))
        .isEqualTo(
            new GroupOutcome.Claimed(ImmutableSet.of(rules.getLast().id()), ImmutableSet.of()));
  }

  @Test
  void aDeletionWhoseAnswerIsLostIsFoundDone() {
    SecurityGroupId group = scene.group();
    scene.cloud().faults().set(CallPattern.mutating().nth(1), Fault.happenedButAnsweredError());
    assertThat(failure(deletion(group))).isInstanceOf(Unknown.class);

    GroupOutcome stillShown = scene.apply(deletion(group));
    scene.pass(PROPAGATION);
    GroupOutcome gone = scene.apply(deletion(group));

    assertThat(stillShown).isEqualTo(new GroupOutcome.NotThere());
    assertThat(gone).isEqualTo(new GroupOutcome.NotThere());
  }

  @Test
  void aProofThatCannotBeReadStopsTheChange() {
    SecurityGroupId group = scene.group();
    ImmutableList<KnownRule> rules = scene.opened(group, A);
    scene
        .cloud()
        .faults()
        .set(CallPattern.matching(call -> !call.action().mutating()), Fault.throttled());

    for (FirewallChange change :
        ImmutableList.of(
            opening(group, B), closing(group, rules), claim(group, rules), deletion(group))) {
      assertThat(failure(change)).isInstanceOf(Throttled.class);
      assertThat(scene.calls()).hasSize(1);
    }
    assertThat(scene.ruleIds(group)).isEqualTo(ids(rules));
  }

  private static Opening[] numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> Scene.from("10.100.%d.0/24".formatted(number), 8080))
        .toArray(Opening[]::new);
  }

  private AwsFailure failure(FirewallChange change) {
    return failure(scene, change);
  }

  private static AwsFailure failure(Scene scene, FirewallChange change) {
    AwsException thrown = catchThrowableOfType(AwsException.class, () -> scene.apply(change));
    assertThat(thrown).as("AWS refuses or does not answer").isNotNull();
    return thrown.failure();
  }
}
