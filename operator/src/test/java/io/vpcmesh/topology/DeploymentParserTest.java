package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.endpoint;
import static io.vpcmesh.topology.MeshFixture.mesh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.model.DeploymentPolicy.OnFirstDeployment;
import io.vpcmesh.model.DeploymentPolicy.Step;
import io.vpcmesh.model.DeploymentPolicy.Threshold;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be said of how changes are brought in, and how it is told what may not. */
class DeploymentParserTest {

  @Test
  void everyFieldFindsItsPlace() throws JsonProcessingException {
    DeploymentOverrides parsed =
        parsed(
            """
            {"steps": [{"percent": 10, "bake": "30s", "pause": true}, {"percent": 100}],
             "bakeTime": "0s", "progressDeadline": "10s", "rollbackDeadline": "24h",
             "circuitBreaker": {"enabled": false, "rollback": false, "resetOnHealthy": false,
              "threshold": {"type": "Count", "value": 150, "min": 2, "max": 2},
              "onFirstDeployment": "Keep"},
             "alarms": {"names": ["orders 5xx", "orders-latency"]}, "historyLimit": 0}
            """);

    assertThat(parsed)
        .isEqualTo(
            new DeploymentOverrides(
                Optional.of(
                    ImmutableList.of(
                        new Step(10, Duration.ofSeconds(30), true),
                        new Step(100, Duration.ZERO, false))),
                Optional.of(Duration.ZERO),
                Optional.of(Duration.ofSeconds(10)),
                Optional.of(Duration.ofHours(24)),
                new BreakerOverrides(
                    Optional.of(false),
                    Optional.of(false),
                    new ThresholdOverrides(
                        Optional.of(Threshold.Type.COUNT),
                        Optional.of(150),
                        Optional.of(2),
                        Optional.of(2)),
                    Optional.of(false),
                    Optional.of(OnFirstDeployment.KEEP)),
                ImmutableSortedSet.of("orders 5xx", "orders-latency"),
                Optional.of(0)));
  }

  @Test
  void whatIsNotSaidIsInherited() throws JsonProcessingException {
    assertThat(endpoint("orders").parsed().deployment()).isEqualTo(DeploymentOverrides.NONE);
    assertThat(mesh("infra").parsed().deployment()).isEqualTo(DeploymentOverrides.NONE);
    assertThat(parsed("{\"steps\": [], \"circuitBreaker\": {\"threshold\": {}}, \"alarms\": {}}"))
        .isEqualTo(DeploymentOverrides.NONE);
  }

  @Test
  void nothingIsPausedUnlessItIsSaid() {
    EndpointFixture paused =
        endpoint("orders").with(spec -> EndpointFixture.deployment(spec, true, null));

    assertThat(endpoint("orders").parsed().paused()).isFalse();
    assertThat(paused.parsed().paused()).isTrue();
    assertThat(mesh("infra").parsed().paused()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"steps": [{"percent": 5}]}                         | spec.deployment.steps: ends at 5 percent: add a last step with percent: 100
          {"steps": [{"percent": 25}, {"percent": 25}, {"percent": 100}]} | spec.deployment.steps[1].percent: 25 does not ascend from 25: write the steps from the smallest to 100
          {"steps": [{"percent": 0}, {"percent": 100}]}       | spec.deployment.steps[0].percent: 0 is out of range: write one of 1 to 100
          {"steps": [{"percent": 101}]}                       | spec.deployment.steps[0].percent: 101 is out of range: write one of 1 to 100
          {"steps": [{}]}                                     | spec.deployment.steps[0].percent: is missing: write a percentage of 1 to 100
          {"steps": [{"percent": 100, "bake": "25h"}]}        | spec.deployment.steps[0].bake: '25h' is too long: write at most 24h
          {"bakeTime": "-1s"}                                 | spec.deployment.bakeTime: '-1s' does not fit: write a duration such as 10s or 1m30s, at most 28 characters
          {"bakeTime": "24h1ms"}                              | spec.deployment.bakeTime: '24h1ms' is too long: write at most 24h
          {"progressDeadline": "9s"}                          | spec.deployment.progressDeadline: '9s' is too short: write at least 10s
          {"rollbackDeadline": "1441m"}                       | spec.deployment.rollbackDeadline: '1441m' is too long: write at most 24h
          {"historyLimit": 21}                                | spec.deployment.historyLimit: 21 is out of range: write one of 0 to 20
          {"circuitBreaker": {"threshold": {"value": 0}}}     | spec.deployment.circuitBreaker.threshold.value: 0 is out of range: write one of 1 to 100000
          {"circuitBreaker": {"threshold": {"min": 4, "max": 3}}} | spec.deployment.circuitBreaker.threshold.min: 4 is more than max, which is 3: write at most that
          {"circuitBreaker": {"threshold": {"type": "UnboundedPercent", "value": 101}}} | spec.deployment.circuitBreaker.threshold.value: 101 is no percentage: write at most 100, or the type Count
          {"circuitBreaker": {"threshold": {"type": "Permille"}}} | spec.deployment.circuitBreaker.threshold.type: has a value that this version does not know: write one of BoundedPercent, UnboundedPercent, Count
          {"circuitBreaker": {"onFirstDeployment": "Stall"}}  | spec.deployment.circuitBreaker.onFirstDeployment: has a value that this version does not know: write one of Withdraw, Keep
          {"alarms": {"names": [""]}}                         | spec.deployment.alarms.names[0]: is missing: write the name of a CloudWatch alarm, at most 255 characters
          """)
  void whatIsWrongIsNamedWithItsValueAndTheWayOut(String declared, String complaint)
      throws JsonProcessingException {
    assertThat(complaints(declared)).containsExactly(complaint);
  }

  @Test
  void listsHaveAnEnd() throws JsonProcessingException {
    String steps = "{\"percent\": 1},".repeat(10) + "{\"percent\": 100}";
    String alarms = "\"a\"" + ",\"a\"".repeat(20);

    assertThat(complaints("{\"steps\": [" + steps + "]}"))
        .startsWith("spec.deployment.steps: has 11 steps: keep 10");
    assertThat(complaints("{\"alarms\": {\"names\": [" + alarms + "]}}"))
        .containsExactly("spec.deployment.alarms.names: has 21 alarms: keep 20");
  }

  private static DeploymentOverrides parsed(String declared) throws JsonProcessingException {
    return declaring(declared).parsed().deployment();
  }

  private static ImmutableList<String> complaints(String declared) throws JsonProcessingException {
    return declaring(declared).complaints();
  }

  private static EndpointFixture declaring(String declared) throws JsonProcessingException {
    DeploymentSettings settings =
        ResourceJson.mapper().readValue(declared, DeploymentSettings.class);
    return endpoint("orders").with(spec -> EndpointFixture.deployment(spec, false, settings));
  }
}
