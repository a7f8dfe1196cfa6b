package io.vpcmesh.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.api.v1alpha1.KubernetesBackend;
import io.vpcmesh.api.v1alpha1.PodSelector;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.Membership.Absence;
import io.vpcmesh.membership.MembershipSource;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.PodChoice;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change that picks other pods, and those that were picked before are gone when it fails. */
class WayBackTest {

  private final TestWorld world = TestWorld.realistic();
  private final Pods pods = new Pods();

  /** A pod of each version that runs. */
  private static final class Pods implements MembershipSource {

    private final Set<String> versions = new HashSet<>();

    @Override
    public boolean covers(EndpointKey key, Endpoint endpoint) {
      return true;
    }

    @Override
    public Membership of(EndpointKey key, Endpoint endpoint) {
      String version =
          endpoint.backend() instanceof Backend.Kubernetes(PodChoice.WithLabels(var labels), var _)
              ? labels.getOrDefault("version", "")
              : "";
      Instance pod = Specs.task("v" + version, "10.0.1." + version);
      ImmutableSortedMap<InstanceId, Instance> instances =
          versions.contains(version)
              ? ImmutableSortedMap.of(pod.id(), pod)
              : ImmutableSortedMap.of();
      return new Membership(instances, ImmutableSet.of(), Absence.INFERRED);
    }
  }

  @BeforeEach
  void versionTwoBakesBesideVersionOne() {
    world.sources.add(pods);
    world.cloud.setAlarm(new Alarm("errors", AlarmState.OK));
    pods.versions.addAll(Set.of("1", "2"));
    world.restart();
    world.mesh("shop", Specs.mesh());
    world.endpoint("orders", version("1")).settle();
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");

    world.endpoint("orders", version("2")).run(Duration.ofMinutes(1));
    assertThat(deployment().phase()).isEqualTo(Phase.BAKING);
    assertThat(world.registered("orders")).containsExactly("v2");
  }

  @Test
  void aChangeIsTakenBackAsLongAsThereIsSomethingToGoBackTo() {
    alarm();

    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(world.registered("orders")).containsExactly("v1");
  }

  @Test
  void aBadRevisionThatAnswersIsBetterThanAGoodOneThatDoesNot() {
    pods.versions.remove("1");
    alarm();

    assertThat(deployment().phase()).isEqualTo(Phase.HALTED);
    assertThat(world.registered("orders")).containsExactly("v2");
    assertThat(world.condition("orders", "Ready")).isEqualTo("FALSE/Halted");
    assertThat(world.message("orders", "Ready"))
        .contains("alarm errors fires", "what ran before has no ready instance any more");
  }

  @Test
  void itIsTakenBackWhenThereIsSomethingToGoBackToAgain() {
    pods.versions.remove("1");
    alarm();
    pods.versions.add("1");

    world.engine.membershipChanged(EndpointKey.of("shop", "orders"));
    world.run(Duration.ofMinutes(1));

    assertThat(deployment().phase()).isEqualTo(Phase.ROLLED_BACK);
    assertThat(world.registered("orders")).containsExactly("v1");
    assertThat(world.message("orders", "Ready")).doesNotContain("no ready instance");
  }

  private void alarm() {
    world.cloud.setAlarm(new Alarm("errors", AlarmState.ALARM));
    world.engine.membershipChanged(EndpointKey.of("shop", "orders"));
    world.run(Duration.ofMinutes(2));
  }

  private Deployment deployment() {
    return requireNonNull(world.memory.load().endpoints().get(EndpointKey.of("shop", "orders")))
        .rollout()
        .deployment()
        .orElseThrow();
  }

  private static ServiceEndpointSpec version(String version) {
    return ShopSteps.watchedSlowly(
        Specs.pods(new KubernetesBackend(null, new PodSelector(Map.of("version", version)), null)));
  }
}
