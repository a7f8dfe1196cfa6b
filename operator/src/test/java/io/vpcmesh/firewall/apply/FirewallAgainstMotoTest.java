package io.vpcmesh.firewall.apply;

import static io.vpcmesh.firewall.apply.Scene.FORMER;
import static io.vpcmesh.firewall.apply.Scene.NAME;
import static io.vpcmesh.firewall.apply.Scene.ORDERS;
import static io.vpcmesh.firewall.apply.Scene.VPC;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.aws.AgainstMoto;
import io.vpcmesh.cloud.aws.AwsCloud;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.FirewallChange.CreateGroup;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.SecurityGroupId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The life of a group over the real SDK. */
@AgainstMoto
class FirewallAgainstMotoTest {

  private static final Opening A = Scene.from("10.1.0.0/16", 8080);
  private static final Opening B = Scene.from("2001:db8::/32", 8081);

  @Test
  void aGroupIsMadeOpenedReadClaimedClosedAndDeleted(MotoServer moto) {
    try (AwsCloud cloud = new AwsCloud(moto.connection())) {
      Ec2 ec2 = cloud.ec2(Place.of("eu-west-1"));
      SecurityGroupId group =
          ((GroupOutcome.Created) apply(ec2, FORMER, new CreateGroup(NAME, VPC))).facts().id();

      // Moto answers only with the rules of the last ports.
      assertThat(apply(ec2, FORMER, Scene.opening(group, A, B)))
          .isEqualTo(new GroupOutcome.Reread());
      KnownGroup.Present former = read(ec2);
      assertThat(former.facts()).isEqualTo(Scene.facts(group, Standing.FORMER));
      assertThat(former.rules())
          .extracting(KnownRule::opening)
          .containsExactlyInAnyOrder(Optional.of(A), Optional.of(B));

      assertThat(apply(ec2, ORDERS, Scene.claim(group, former.rules())))
          .isEqualTo(new GroupOutcome.Claimed(Scene.ids(former.rules()), ImmutableSet.of()));
      assertThat(read(ec2).facts().standing()).isEqualTo(Standing.OURS);
      assertThat(read(ec2).rules()).extracting(KnownRule::standing).containsOnly(Standing.OURS);

      assertThat(apply(ec2, ORDERS, Scene.closing(group, former.rules().subList(0, 1))))
          .isEqualTo(
              new GroupOutcome.Closed(
                  ImmutableSet.of(former.rules().getFirst().id()), ImmutableSet.of()));
      assertThat(read(ec2).rules()).hasSize(1);

      assertThat(apply(ec2, ORDERS, Scene.deletion(group))).isEqualTo(new GroupOutcome.Deleted());
      assertThat(new FirewallReader(ec2).find(VPC, NAME, ORDERS))
          .isEqualTo(new KnownGroup.Absent());
    }
  }

  private static GroupOutcome apply(Ec2 ec2, Identity identity, FirewallChange change) {
    return FirewallApplier.guarded(ec2)
        .apply(change, new GroupSite(identity, ImmutableMap.of(), false));
  }

  private static KnownGroup.Present read(Ec2 ec2) {
    return (KnownGroup.Present) new FirewallReader(ec2).find(VPC, NAME, ORDERS);
  }
}
