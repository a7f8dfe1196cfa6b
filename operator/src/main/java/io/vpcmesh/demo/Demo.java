package io.vpcmesh.demo;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.engine.Loop;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.membership.simulated.ScriptedTasks;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.Place;
import io.vpcmesh.standalone.ManifestDirectory;
import io.vpcmesh.standalone.Standalone;
import io.vpcmesh.standalone.StateDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A daemon on a copy of the example shop, and the story told about it. */
public final class Demo {

  /** Where the mesh of the example lives. */
  public static final String REGION = "eu-west-1";

  private static final String NAMESPACE = "shop.internal";
  private static final EndpointKey ORDER = EndpointKey.of("shop", "order");
  private static final ImmutableList<String> EXAMPLES =
      ImmutableList.of(
          "00-namespace.yaml", "mesh.yaml", "web.yaml", "user.yaml", "order.yaml", "payments.yaml");

  private final Path folder;
  private final Cloud cloud;
  private final Loop loop;
  private final Consumer<Duration> pause;
  private final PrintStream out;

  /**
   * A demo that has not begun.
   *
   * @param folder where manifests and state are put
   * @param pause lets time pass on the loop's clock
   */
  public Demo(Path folder, Cloud cloud, Loop loop, Consumer<Duration> pause, PrintStream out) {
    this.folder = folder;
    this.cloud = cloud;
    this.loop = loop;
    this.pause = pause;
    this.out = out;
  }

  /** The manifests that the daemon watches: a person may edit them. */
  public Path manifests() {
    return folder.resolve("manifests");
  }

  /** What the daemon remembers; {@code vpcmesh status --state} reads it. */
  public Path state() {
    return folder.resolve("state");
  }

  /** Starts the daemon and tells the story; the daemon goes on when it is told. */
  public void run() throws IOException {
    copyExamples();
    CountedCloud counted = new CountedCloud(cloud);
    ScriptedTasks tasks = tasks();
    StateDirectory state = StateDirectory.lock(state(), () -> "demo", loop.now());
    Standalone daemon =
        new Standalone(
            Standalone.Parts.of(new ManifestDirectory(manifests()), state, counted).with(tasks),
            loop);
    tasks.listener(daemon.engine()::membershipChanged);
    daemon.start();
    RegistryTable registry = new RegistryTable(cloud.cloudMap(Place.of(REGION)), NAMESPACE);
    Stage stage =
        new Stage(out, state.store()::load, registry, counted, new Stage.Time(loop::now, pause));
    new Story(stage, manifests(), tasks).tell();
  }

  /** A task of order in the spelling of ECS. */
  static Instance task(String id, String ip, State state) {
    return new Instance(
        new InstanceId(id),
        Optional.of(new IpAddress(ip)),
        Optional.empty(),
        ImmutableMap.of(),
        Optional.of("eu-west-1a"),
        state,
        ImmutableMap.of("ECS_CLUSTER_NAME", "demo", "ECS_TASK_DEFINITION_FAMILY", "order"));
  }

  private static ScriptedTasks tasks() {
    ScriptedTasks tasks = new ScriptedTasks();
    tasks.put(ORDER, task("task-a", "10.0.1.30", State.READY));
    tasks.put(ORDER, task("task-b", "10.0.2.30", State.READY));
    tasks.put(ORDER, task("task-c", "10.0.3.30", State.READY));
    return tasks;
  }

  private void copyExamples() throws IOException {
    Files.createDirectories(manifests());
    for (String name : EXAMPLES) {
      try (InputStream example =
          Demo.class.getResourceAsStream("/io/vpcmesh/examples/shop/" + name)) {
        if (example == null) {
          throw new IOException(
              "the jar lacks examples/shop/" + name + ": build it with make build");
        }
        Files.copy(example, manifests().resolve(name));
      }
    }
  }
}
