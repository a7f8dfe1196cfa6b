package io.vpcmesh.engine;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.demo.Demo;
import io.vpcmesh.demo.DemoCloud;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.runtime.VirtualLoop;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sweeps tell of the demo is what the demo tells. */
class DemoStoryTest {

  @Test
  void theSweepsTellTheStoryOfTheDemo(@TempDir Path folder) throws IOException {
    VirtualLoop loop = new VirtualLoop(TestWorld.START);
    SimulatedCloud cloud = new SimulatedCloud(DemoCloud.SETTINGS, loop::now);
    List<AwsAction> writes = new ArrayList<>();
    cloud.observe(new Writes(writes));
    new Demo(folder, cloud, loop, loop::runFor, silent()).run();
    loop.runFor(Duration.ofMinutes(1));

    Run.Ending told = Run.of(Scenarios.demo(), new Disturbance.None());

    assertThat(told.violations()).isEmpty();
    assertThat(services(told.world())).isEqualTo(services(cloud.snapshot().normalised()));
    assertThat(counted(told.mutating().values())).isEqualTo(counted(writes));
  }

  /** Of each service all but whose it is. */
  private static Map<String, Object> services(WorldSnapshot world) {
    ImmutableMap.Builder<String, Object> services = ImmutableMap.builder();
    world.services().forEach(service -> services.put(service.name(), told(service)));
    return services.buildOrThrow();
  }

  private static Object told(Service service) {
    return List.of(
        service.dns(),
        service.customHealth(),
        service.instances().stream()
            .map(instance ->
                List.of(
                    instance.id(),
                    instance.health(),
                    Maps.filterKeys(
                        instance.attributes(),
                        key ->
                            !key.equals("vpcmesh.io/installation")
                                && !key.equals("vpcmesh.io/uid"))))
            .toList());
  }

  private static Map<AwsAction, Long> counted(Collection<AwsAction> writes) {
    return writes.stream().collect(groupingBy(action -> action, counting()));
  }

  private static PrintStream silent() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }

  private record Writes(List<AwsAction> seen) implements CallObserver {

    @Override
    public void beforeCall(Call call) {
      if (call.client().equals("operator") && call.action().mutating()) {
        seen.add(call.action());
      }
    }
  }
}
