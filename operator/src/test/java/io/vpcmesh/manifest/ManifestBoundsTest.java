package io.vpcmesh.manifest;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A file that is made to do harm is refused with a reason, before it costs much. */
@Timeout(value = 120, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManifestBoundsTest {
  private static final ManifestReader READER = new ManifestReader();

  @Test
  void noPatternIsTriedOnATextThatIsTooLong() {
    String manifest =
        """
        apiVersion: vpcmesh.io/v1alpha1
        kind: ServiceMesh
        metadata: {name: shop}
        spec:
          aws:
            region: "eu%s"
            vpcs: [{id: vpc-0a1b2c3d, primary: true}]
          namespace: {name: shop.internal}
        """
            .formatted("-a".repeat(1_000_000));

    assertThat(problems(manifest))
        .containsExactly(
            "a.yaml:6: spec.aws.region: has 2000002 characters; at most 32 are allowed");
  }

  private static ImmutableList<String> problems(String text) {
    return READER.read("a.yaml", text).problems().stream()
        .map(ManifestProblem::text)
        .collect(ImmutableList.toImmutableList());
  }
}
