package io.vpcmesh.cli;

import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.runtime.VirtualLoop;
import io.vpcmesh.standalone.ManifestDirectory;
import io.vpcmesh.standalone.Standalone;
import io.vpcmesh.standalone.StateDirectory;
import io.vpcmesh.standalone.StateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A daemon in virtual time on a copy of the example shop, with real files. */
final class VirtualShop implements AutoCloseable {

  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  final VirtualLoop loop;
  final SimulatedCloud cloud;
  private final Path folder;
  private long writes;
  private Optional<StateDirectory> state = Optional.empty();

  VirtualShop(Path folder) throws IOException {
    this(folder, BEGINNING);
  }

  VirtualShop(Path folder, Instant start) throws IOException {
    this(folder, start, clock -> new SimulatedCloud(Settings.defaults(), clock));
  }

  /** Its cloud lives in the state directory, as that of the command line does. */
  static VirtualShop keepingItsCloud(Path folder) throws IOException {
    StateFiles files = new StateFiles(folder.resolve("state"));
    return new VirtualShop(folder, BEGINNING, clock -> KeptCloud.keep(files, clock));
  }

  private VirtualShop(Path folder, Instant start, Function<InstantSource, SimulatedCloud> cloud)
      throws IOException {
    this.folder = folder;
    this.loop = new VirtualLoop(start);
    this.cloud = cloud.apply(loop::now);
    this.cloud.observe(
        new CallObserver() {
          @Override
          public void beforeCall(Call call) {
            writes += call.action().mutating() ? 1 : 0;
          }
        });
    ExampleShop.copyTo(manifests());
  }

  /** Starts the daemon and lets it do all that it has to. */
  VirtualShop settled() {
    start(false);
    return pass(Duration.ofSeconds(45));
  }

  void start(boolean prune) {
    StateDirectory mine = StateDirectory.lock(state(), () -> "test", loop.now());
    state = Optional.of(mine);
    new Standalone(
            Standalone.Parts.of(new ManifestDirectory(manifests()), mine, cloud).pruning(prune),
            loop)
        .start();
  }

  /** Ends the daemon as a kill does. */
  VirtualShop stopped() {
    loop.dropAll();
    close();
    return this;
  }

  VirtualShop pass(Duration time) {
    loop.runFor(time);
    return this;
  }

  VirtualShop write(String name, String text) throws IOException {
    Files.writeString(manifests().resolve(name), text, StandardCharsets.UTF_8);
    return this;
  }

  /** Its mesh is in another namespace, and takes its endpoints by the labels of theirs. */
  VirtualShop withItsMeshElsewhere() throws IOException {
    write("mesh.yaml", text("mesh.yaml").replace("namespace: shop", "namespace: infra"));
    for (String name : new String[] {"order", "payments", "user", "web"}) {
      String file = name + ".yaml";
      write(file, text(file).replace("{name: shop}", "{name: shop, namespace: infra}"));
    }
    return this;
  }

  VirtualShop delete(String name) throws IOException {
    Files.delete(manifests().resolve(name));
    return this;
  }

  String text(String name) throws IOException {
    return Files.readString(manifests().resolve(name), StandardCharsets.UTF_8);
  }

  /** How many calls changed anything so far, or tried to. */
  long writes() {
    return writes;
  }

  /** The instances of a service. */
  List<String> instances(String service) {
    return cloud.snapshot(ExampleShop.REGION).service("shop.internal", service).stream()
        .flatMap(found -> found.instances().stream())
        .map(instance -> instance.id().value())
        .toList();
  }

  /** The names of the services that Cloud Map has. */
  List<String> services() {
    return cloud
        .snapshot(ExampleShop.REGION)
        .services()
        .map(service -> service.name())
        .sorted()
        .toList();
  }

  /** Every file that the daemon remembers something in. */
  ImmutableSortedMap<String, String> remembered() throws IOException {
    ImmutableSortedMap.Builder<String, String> files = ImmutableSortedMap.naturalOrder();
    try (Stream<Path> all = Files.walk(state())) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(state().relativize(file).toString(), Files.readString(file));
      }
    }
    return files.buildOrThrow();
  }

  Path manifests() {
    return folder.resolve("manifests");
  }

  Path state() {
    return folder.resolve("state");
  }

  @Override
  public void close() {
    state.ifPresent(StateDirectory::close);
    state = Optional.empty();
  }
}
