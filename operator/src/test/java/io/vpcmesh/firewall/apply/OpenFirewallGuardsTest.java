package io.vpcmesh.firewall.apply;

import static io.vpcmesh.firewall.apply.Scene.CART;
import static io.vpcmesh.firewall.apply.Scene.FORMER;
import static io.vpcmesh.firewall.apply.Scene.claim;
import static io.vpcmesh.firewall.apply.Scene.closing;
import static io.vpcmesh.firewall.apply.Scene.deletion;
import static io.vpcmesh.firewall.apply.Scene.ids;
import static io.vpcmesh.firewall.apply.Scene.opening;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.SecurityGroupId;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What each guard keeps from happening: it happens as soon as that guard is open. */
class OpenFirewallGuardsTest {

  private static final Opening A = Scene.from("10.1.0.0/16", 8080);
  private static final Opening WORLD = Scene.from("0.0.0.0/0", 22);

  private interface Story {

    /** Whether what must survive has survived. */
    boolean endsWell(Scene scene);
  }

  private static boolean guarded(Story story) {
    return told(FirewallApplier::guarded, story);
  }

  private static boolean told(Function<Ec2, FirewallApplier> applier, Story story) {
    return story.endsWell(new Scene(Settings.immediate(), applier));
  }

  @Test
  void withoutProofOfOwnershipAGroupOfAnotherIsOpened() {
    Story story =
        scene -> {
          SecurityGroupId theirs = scene.group(CART);
          scene.apply(opening(theirs, A));
          return scene.rules(theirs).isEmpty();
        };

    assertThat(guarded(story)).isTrue();
    assertThat(told(OpenFirewallGuards::withoutProofOfOwnership, story)).isFalse();
  }

  @Test
  void withoutProofOfOwnershipARuleThatOthersTookOverIsClosed() {
    Story story =
        scene -> {
          SecurityGroupId group = scene.group();
          ImmutableList<KnownRule> rules = scene.opened(group, A);
          scene.marked(rules.getFirst().id().value(), CART);
          scene.apply(closing(group, rules));
          return scene.ruleIds(group).equals(ids(rules));
        };

    assertThat(guarded(story)).isTrue();
    assertThat(told(OpenFirewallGuards::withoutProofOfOwnership, story)).isFalse();
  }

  @Test
  void withoutProofOfOwnershipAGroupOfAnotherIsClaimed() {
    Story story =
        scene -> {
          SecurityGroupId theirs = scene.group(CART);
          scene.apply(claim(theirs, ImmutableList.of()));
          return CART.owner().equals(scene.truth(theirs).orElseThrow().tags().get(Identity.OWNER));
        };

    assertThat(guarded(story)).isTrue();
    assertThat(told(OpenFirewallGuards::withoutProofOfOwnership, story)).isFalse();
  }

  @Test
  void withoutProofOfOwnershipAGroupGoesWithARuleOfOthers() {
    Story story =
        scene -> {
          SecurityGroupId group = scene.group();
          scene.opened(group, CART, A);
          scene.apply(deletion(group));
          return scene.rules(group).size() == 1;
        };

    assertThat(guarded(story)).isTrue();
    assertThat(told(OpenFirewallGuards::withoutProofOfOwnership, story)).isFalse();
  }

  @Test
  void withoutProofOfUidAGroupOfAFormerLifeGoes() {
    Story story =
        scene -> {
          SecurityGroupId former = scene.group(FORMER);
          scene.apply(deletion(former));
          return scene.truth(former).isPresent();
        };

    assertThat(guarded(story)).isTrue();
    assertThat(told(OpenFirewallGuards::withoutProofOfUid, story)).isFalse();
  }

  @Test
  void withoutProofOfUidARuleOfAFormerLifeIsClosed() {
    Story story =
        scene -> {
          SecurityGroupId group = scene.group();
          scene.apply(closing(group, scene.opened(group, FORMER, A)));
          return scene.rules(group).size() == 1;
        };

    assertThat(guarded(story)).isTrue();
    assertThat(told(OpenFirewallGuards::withoutProofOfUid, story)).isFalse();
  }

  @Test
  void withoutTheCeilingTheWorldIsLetIn() {
    Story story =
        scene -> {
          SecurityGroupId group = scene.group();
          scene.apply(opening(group, A, WORLD));
          return scene.rules(group).isEmpty();
        };

    assertThat(guarded(story)).isTrue();
    assertThat(told(OpenFirewallGuards::withoutCeiling, story)).isFalse();
  }
}
