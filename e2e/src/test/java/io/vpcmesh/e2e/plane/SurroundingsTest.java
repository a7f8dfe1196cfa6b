package io.vpcmesh.e2e.plane;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.aws.IndependentView;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The other half of the world between which the operator stands. */
@EndToEnd
@ExtendWith(Moto.class)
class SurroundingsTest {

  @Test
  void theAwsServerStandsBesideTheControlPlaneAndIsEmpty(MotoServer moto) {
    assertThat(moto.view("eu-west-1")).isEqualTo(IndependentView.EMPTY);
  }
}
