package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.Sts;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.model.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The credentials change to those of another account, where nothing of ours is, and back. */
class AccountSwitchTest {

  private static final ServiceMeshSpec GUARDED =
      Specs.mesh(MeshMode.ENFORCE, Ownership.MANAGED, NamespaceType.DNS_PRIVATE, "123456789012");

  private final TestWorld world = TestWorld.realistic();
  private final SimulatedCloud foreign =
      new SimulatedCloud(
          Settings.defaults().withAccount("999999999999", Specs.REGION), world.loop::now);
  private final List<Call> foreignWrites = new ArrayList<>();
  private boolean switched;

  AccountSwitchTest() {
    foreign.observe(
        new CallObserver() {
          @Override
          public void beforeCall(Call call) {
            if (call.action().mutating()) {
              foreignWrites.add(call);
            }
          }
        });
    world.credentials = own -> new Switchable(own);
    world.restart().mesh("shop", GUARDED);
    world.endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    assertThat(world.registered("orders")).containsExactly("10-0-1-4");
    world.calls.clear();
  }

  @Test
  void nothingIsWrittenInTheOtherAccount() {
    switched = true;

    world.run(Duration.ofHours(1));

    assertThat(foreignWrites).isEmpty();
    assertThat(world.meshCondition("shop", "Stalled")).isEqualTo("TRUE/AwsAccessDenied");
    assertThat(world.meshMessage("shop", "Stalled")).contains("999999999999");
  }

  @Test
  void aDeletionWaitsForTheRightCredentials() {
    switched = true;
    world.delete("orders").deleteMesh("shop").run(Duration.ofHours(1));
    assertThat(world.endpoints).hasSize(1);
    assertThat(world.meshes).hasSize(1);
    assertThat(foreignWrites).isEmpty();

    switched = false;
    world.run(Duration.ofMinutes(10));

    assertThat(world.endpoints).isEmpty();
    assertThat(world.meshes).isEmpty();
    assertThat(world.snapshot().namespaces()).isEmpty();
  }

  @Test
  void theRightCredentialsAreNoticedAndNothingIsToBeDone() {
    switched = true;
    world.run(Duration.ofHours(1));

    switched = false;
    world.run(Duration.ofMinutes(10));

    assertThat(world.writes()).isZero();
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void whatIsDeclaredMeanwhileIsDoneWithTheRightCredentials() {
    switched = true;
    world.endpoint("orders", Specs.endpoint("10.0.1.5"));
    world.endpoint("user", Specs.endpoint("10.0.2.4")).run(Duration.ofHours(1));
    assertThat(foreign.snapshot().namespaces()).isEmpty();

    switched = false;
    world.run(Duration.ofMinutes(10));

    assertThat(world.registered("orders")).containsExactly("10-0-1-5");
    assertThat(world.registered("user")).containsExactly("10-0-2-4");
  }

  /** Whatever the credentials are for. */
  private final class Switchable implements Cloud {

    private final Cloud own;

    private Switchable(Cloud own) {
      this.own = own;
    }

    @Override
    public CloudMap cloudMap(Place place) {
      return (switched ? foreign : own).cloudMap(place);
    }

    @Override
    public Sts sts(Place place) {
      return (switched ? foreign : own).sts(place);
    }

    @Override
    public CloudWatch cloudWatch(Place place) {
      return (switched ? foreign : own).cloudWatch(place);
    }

    @Override
    public Ec2 ec2(Place place) {
      return (switched ? foreign : own).ec2(place);
    }
  }
}
