package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.endpoint;
import static io.vpcmesh.topology.MeshFixture.mesh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.DeploymentPolicy.Breaker;
import io.vpcmesh.model.DeploymentPolicy.OnFirstDeployment;
import io.vpcmesh.model.DeploymentPolicy.Step;
import io.vpcmesh.model.DeploymentPolicy.Threshold;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds after endpoint, mesh and defaults are put together, and what then makes no sense. */
class EffectiveDeploymentTest {

  private static final String THRESHOLD = "spec.deployment.circuitBreaker.threshold: ";

  @Test
  void whereNobodySaysAnythingTheDefaultsHold() {
    DeploymentPolicy policy =
        DeploymentOverrides.effective(DeploymentOverrides.NONE, DeploymentOverrides.NONE);

    assertThat(policy).isEqualTo(DeploymentPolicy.DEFAULT);
  }

  @Test
  void theEndpointBeatsTheMeshAndTheMeshTheDefaultsFieldByField() throws JsonProcessingException {
    DeploymentOverrides mesh =
        declared(
            """
            {"steps": [{"percent": 100}], "bakeTime": "5m", "rollbackDeadline": "20m",
             "circuitBreaker": {"rollback": false, "threshold": {"value": 25, "max": 10},
              "onFirstDeployment": "Keep"},
             "alarms": {"names": ["shop-5xx"]}, "historyLimit": 7}
            """);
    DeploymentOverrides endpoint =
        declared(
            """
            {"bakeTime": "1m", "circuitBreaker": {"rollback": true, "threshold": {"value": 10}},
             "alarms": {"names": ["orders-5xx"]}}
            """);

    DeploymentPolicy policy = DeploymentOverrides.effective(endpoint, mesh);

    assertThat(policy)
        .isEqualTo(
            new DeploymentPolicy(
                ImmutableList.of(new Step(100, Duration.ZERO, false)),
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                Duration.ofMinutes(20),
                new Breaker(
                    true,
                    true,
                    new Threshold(Threshold.Type.BOUNDED_PERCENT, 10, 1, 10),
                    true,
                    OnFirstDeployment.KEEP),
                ImmutableSortedSet.of("orders-5xx", "shop-5xx"),
                7));
  }

  @Test
  void boundsThatCrossTogetherAreToldWithWhoSaysThem() throws JsonProcessingException {
    assertThat(contradiction("{\"min\": 30}", "{\"max\": 20}"))
        .contains(
            problem(
                "min is 30 (the endpoint's) and max is 20 (the mesh's): write a min of at most 20, or a max of at least 30"));
    assertThat(contradiction("{\"min\": 201}", "{}"))
        .contains(
            problem(
                "min is 201 (the endpoint's) and max is 200 (the default): write a min of at most 200, or a max of at least 201"));
  }

  @Test
  void boundsThatCrossDoNotMatterWhereNobodyAsksForThem() throws JsonProcessingException {
    assertThat(contradiction("{\"type\": \"Count\", \"min\": 30}", "{\"max\": 20}")).isEmpty();
    assertThat(contradiction("{\"min\": 20}", "{\"max\": 20}")).isEmpty();
  }

  @Test
  void aNumberThatIsInheritedAsAPercentageMustBeOne() throws JsonProcessingException {
    assertThat(
            contradiction(
                "{\"type\": \"UnboundedPercent\"}", "{\"type\": \"Count\", \"value\": 150}"))
        .contains(
            problem(
                "value is 150 (the mesh's), more than a percentage can be, and type is UnboundedPercent (the endpoint's): write a value of at most 100, or the type Count"));
    assertThat(contradiction("{\"value\": 150}", "{\"type\": \"Count\"}")).isEmpty();
  }

  /** What a mesh says must make sense for itself. */
  @Test
  void aMeshIsRefusedThatContradictsTheDefaults() throws JsonProcessingException {
    DeploymentSettings settings = settings(threshold("{\"min\": 300}"));
    MeshFixture declared =
        mesh("infra").with(spec -> MeshFixture.deployments(spec, false, settings, 5));

    assertThat(declared.complaints())
        .containsExactly(
            THRESHOLD
                + "min is 300 (the mesh's) and max is 200 (the default): write a min of at most 200, or a max of at least 300");
  }

  private static Optional<Problem> contradiction(String endpoint, String mesh)
      throws JsonProcessingException {
    return ThresholdOverrides.contradiction(
        declared(threshold(endpoint)), declared(threshold(mesh)));
  }

  private static Problem problem(String complaint) {
    return new Problem(Reason.InvalidSpec, THRESHOLD + complaint);
  }

  private static String threshold(String declared) {
    return "{\"circuitBreaker\": {\"threshold\": " + declared + "}}";
  }

  private static DeploymentOverrides declared(String json) throws JsonProcessingException {
    DeploymentSettings settings = settings(json);
    return endpoint("orders")
        .with(spec -> EndpointFixture.deployment(spec, false, settings))
        .parsed()
        .deployment();
  }

  private static DeploymentSettings settings(String json) throws JsonProcessingException {
    return ResourceJson.mapper().readValue(json, DeploymentSettings.class);
  }
}
