package io.vpcmesh.firewall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.Identity;
import org.junit.jupiter.api.Test;

class DescriptionsTest {

  @Test
  void aGroupSaysWhoseItIs() {
    assertThat(Descriptions.ofGroup(Scene.ORDERS))
        .isEqualTo("vpcmesh: ServiceEndpoint/shop/orders@shop/main");
  }

  @Test
  void aRuleSaysForWhomItIsOpen() {
    assertThat(
            Descriptions.ofRule(ImmutableSortedSet.of("endpoint shop/web", "endpoint shop/cart")))
        .isEqualTo("vpcmesh: for endpoint shop/cart, endpoint shop/web");
  }

  @Test
  void whatAwsDoesNotTakeIsReplaced() {
    assertThat(Descriptions.ofRule(ImmutableSortedSet.of("<b>caf\u00e9 & \"bar\"</b>\n")))
        .isEqualTo("vpcmesh: for _b_caf_ _ _bar__/b__");
    assertThat(Descriptions.ofRule(ImmutableSortedSet.of("._-:/()#,@[]+=;{}!$*")))
        .isEqualTo("vpcmesh: for ._-:/()#,@[]+=;{}!$*");
  }

  @Test
  void whatIsTooLongIsCut() {
    String name = "n".repeat(300);

    assertThat(Descriptions.ofGroup(new Identity("east", name, "uid"))).hasSize(255);
    assertThat(Descriptions.ofRule(ImmutableSortedSet.of(name))).hasSize(255);
  }
}
