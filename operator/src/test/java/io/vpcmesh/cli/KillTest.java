package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.cloud.wire.CloudServer;
import io.vpcmesh.demo.DemoCloud;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.ServiceId;
import io.vpcmesh.standalone.StateDirectory;
import io.vpcmesh.standalone.StateFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty kills at moments that nobody chose, and the end is that of a run without any. */
@Tag("kill")
class KillTest {

  /** Slow enough that many kills meet an operation. */
  private static final Settings SETTINGS =
      DemoCloud.SETTINGS.withLatencies(
          DemoCloud.SETTINGS.latencies().withInstanceOperation(Duration.ofSeconds(3)));

  @TempDir private Path folder;

  @Test
  void killsLeaveNoTraceWhenTheCloudIsAnotherProcess() throws Exception {
    KillRun.Ending undisturbed;
    try (Behind behind = new Behind()) {
      undisturbed = KillRun.undisturbed(behind.place(folder.resolve("undisturbed")));
    }
    try (Behind behind = new Behind()) {
      KillRun.Place place = behind.place(folder.resolve("killed"));
      String foreign = foreign(place.world().get());

      KillRun.Ending killed = KillRun.killed(place, random());

      tell("in another process", killed);
      assertThat(killed.world()).containsExactlyElementsOf(undisturbed.world());
      assertThat(foreign(place.world().get())).isEqualTo(foreign);
      assertUnique(place.world().get());
    }
  }

  @Test
  void killsLeaveNoTraceWhenTheCloudDiesToo() throws Exception {
    KillRun.Ending undisturbed = KillRun.undisturbed(inTheDaemon(folder.resolve("undisturbed")));
    KillRun.Place place = inTheDaemon(folder.resolve("killed"));
    String foreign = foreign(place.world().get());

    KillRun.Ending killed = KillRun.killed(place, random());

    tell("in the daemon itself", killed);
    assertThat(killed.world()).containsExactlyElementsOf(undisturbed.world());
    assertThat(foreign(place.world().get())).isEqualTo(foreign);
    assertUnique(place.world().get());
  }

  /** A cloud in this process, and the way to it. */
  private static final class Behind implements AutoCloseable {

    private final SimulatedCloud cloud = new SimulatedCloud(SETTINGS, InstantSource.system());
    private final CloudServer server = CloudServer.of(cloud);

    Behind() throws InterruptedException {
      CloudMap person = cloud.client("person").cloudMap(Place.of(ExampleShop.REGION));
      OperationId creation = createForeign(person);
      Thread.sleep(SETTINGS.latencies().namespaceOperation());
      furnishForeign(person, creation);
      Thread.sleep(SETTINGS.latencies().instanceOperation());
    }

    KillRun.Place place(Path folder) {
      return new KillRun.Place(
          folder,
          List.of("--cloud", "aws", "--endpoint-url", server.endpoint()),
          () -> cloud.snapshot(ExampleShop.REGION));
    }

    @Override
    public void close() {
      server.close();
    }
  }

  /** Somebody else is there before the first daemon. */
  private static KillRun.Place inTheDaemon(Path folder) {
    Instant before = Instant.now().minus(Duration.ofHours(1));
    Path state = folder.resolve("state");
    StateDirectory.lock(state, () -> "kills", before).close();
    StateFiles files = new StateFiles(state);
    OperationId creation = createForeign(person(files, before));
    furnishForeign(person(files, before.plus(Duration.ofMinutes(1))), creation);
    return new KillRun.Place(
        folder,
        List.of("--cloud", "simulated"),
        () -> KeptCloud.read(files, InstantSource.system()).snapshot(ExampleShop.REGION));
  }

  private static CloudMap person(StateFiles files, Instant at) {
    return KeptCloud.keep(files, InstantSource.fixed(at))
        .client("person")
        .cloudMap(Place.of(ExampleShop.REGION));
  }

  private static OperationId createForeign(CloudMap person) {
    return person.createHttpNamespace(
        new NamespaceSpec("bank", Optional.empty(), "", "bank", ImmutableMap.of("team", "bank")));
  }

  private static void furnishForeign(CloudMap person, OperationId creation) {
    NamespaceId bank =
        new NamespaceId(
            person.getOperation(creation).targets().getOrDefault("NAMESPACE", "unknown"));
    ServiceId accounts =
        person
            .createService(
                new ServiceSpec(
                    bank, "accounts", "", ImmutableList.of(), true, "accounts", ImmutableMap.of()))
            .id();
    person.registerInstance(
        new Registration(
            accounts,
            new InstanceId("a"),
            "a",
            ImmutableMap.of("AWS_INSTANCE_IPV4", "10.9.9.9", "colour", "red")));
  }

  /** What belongs to somebody else, ids and all. */
  private static String foreign(WorldSnapshot world) {
    return world.namespace("bank").orElseThrow().toString();
  }

  private static void assertUnique(WorldSnapshot world) {
    Set<String> seen = new HashSet<>();
    world.namespaces().forEach(space -> assertThat(seen.add(space.name())).isTrue());
    world.services().forEach(service -> assertThat(seen.add("/" + service.name())).isTrue());
    world
        .services()
        .flatMap(service ->
            service.instances().stream()
                .map(instance ->
                    service.name()
                        + instance.attributes().get("AWS_INSTANCE_IPV4")
                        + ":"
                        + instance.attributes().get("AWS_INSTANCE_PORT")))
        .forEach(address -> assertThat(seen.add(address)).as(address).isTrue());
  }

  private static Random random() {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.printf("kills: seed %d%n", seed);
    return new Random(seed);
  }

  private static void tell(String where, KillRun.Ending killed) {
    System.out.printf(
        "kills, cloud %s: %d kills, %d of them at work, %d with operations in flight%n",
        where,
        killed.kills().size(),
        killed.kills().stream().filter(KillRun.Kill::started).count(),
        killed.kills().stream().filter(kill -> kill.inFlight() > 0).count());
  }
}
