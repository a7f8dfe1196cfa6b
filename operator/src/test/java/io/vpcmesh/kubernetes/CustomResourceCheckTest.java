package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CustomResourceCheckTest {

  private static final TreeSet<String> OURS =
      new TreeSet<>(List.of("spec", "spec.ports", "spec.ports.name", "status", "status.phase"));

  @Test
  void theSameFieldsAreFine() {
    assertThat(CustomResourceCheck.lacks("them", OURS, OURS)).isEmpty();
  }

  @Test
  void moreFieldsAreFineSinceTheCrdsComeFirst() {
    TreeSet<String> newer = new TreeSet<>(OURS);
    newer.add("spec.clients");

    assertThat(CustomResourceCheck.lacks("them", newer, OURS)).isEmpty();
  }

  @Test
  void aFieldThatIsMissingIsNamedWithTheWayOut() {
    TreeSet<String> older = new TreeSet<>(OURS);
    older.remove("status.phase");

    assertThat(CustomResourceCheck.lacks("them", older, OURS))
        .contains(
            "the CustomResourceDefinition them is older than this operator, it lacks status.phase: install the CRDs of this version, kubectl apply --server-side -f crds/manifests");
  }

  @Test
  void ofManyMissingFieldsThreeAreNamed() {
    assertThat(CustomResourceCheck.lacks("them", new TreeSet<>(), OURS).orElseThrow())
        .contains("it lacks spec, spec.ports, spec.ports.name and 2 more:");
  }
}
