package io.vpcmesh.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.api.v1alpha1.EndpointAwsStatus;
import io.vpcmesh.api.v1alpha1.InstanceCount;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.cloud.aws.AgainstMoto;
import io.vpcmesh.cloud.aws.AwsCloud;
import io.vpcmesh.cloud.aws.IndependentView;
import io.vpcmesh.cloud.aws.IndependentView.Instance;
import io.vpcmesh.cloud.aws.IndependentView.Service;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.runtime.ThreadLoop;
import io.vpcmesh.standalone.StateDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story through the real SDK against an AWS of somebody else's making. */
@AgainstMoto
class DemoOnIndependentServerTest {

  @Test
  void anIndependentClientFindsWhatTheStatusSays(MotoServer moto, @TempDir Path folder)
      throws IOException {
    moto.reset();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    Demo demo;
    try (AwsCloud cloud = new AwsCloud(moto.connection());
        ThreadLoop loop =
            new ThreadLoop(InstantSource.system(), Duration.ofSeconds(5), bug -> {})) {
      PrintStream out = new PrintStream(printed, true, UTF_8);
      demo = new Demo(folder, cloud, loop, DemoOnIndependentServerTest::pause, out);
      demo.run();
    }

    assertThat(claimed(demo)).isEqualTo(found(moto.view(Demo.REGION)));
    assertThat(printed.toString(UTF_8)).contains("1 CreatePrivateDnsNamespace, 4 CreateService");
  }

  /** By service: its id, and how many of how many instances are healthy. */
  private static Map<String, String> claimed(Demo demo) {
    ImmutableSortedMap.Builder<String, String> services = ImmutableSortedMap.naturalOrder();
    StateDirectory state = StateDirectory.look(demo.state()).orElseThrow();
    for (ServiceEndpointStatus status : state.store().load().endpointStatus().values()) {
      EndpointAwsStatus aws = status.aws();
      if (aws != null) {
        InstanceCount counts = requireNonNull(status.instances());
        aws.serviceIds()
            .forEach((name, id) ->
                services.put(name, id + " " + counts.healthy() + "/" + counts.registered()));
      }
    }
    return services.buildOrThrow();
  }

  private static Map<String, String> found(IndependentView view) {
    ImmutableSortedMap.Builder<String, String> services = ImmutableSortedMap.naturalOrder();
    view.namespaces().stream()
        .flatMap(namespace -> namespace.services().stream())
        .forEach(service -> services.put(service.name(), spell(service)));
    return services.buildOrThrow();
  }

  /** An instance that is registered anew is listed once more by this server. */
  private static String spell(Service service) {
    return "%s %d/%d"
        .formatted(
            service.id(),
            ids(service, instance -> instance.health().equals("HEALTHY")),
            ids(service, _ -> true));
  }

  private static long ids(Service service, Predicate<Instance> wanted) {
    return service.instances().stream().filter(wanted).map(Instance::id).distinct().count();
  }

  private static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
