package io.vpcmesh.cli;

import io.vpcmesh.cloud.aws.AwsCloud;
import io.vpcmesh.cloud.aws.AwsConnection;
import io.vpcmesh.cloud.simulated.SavedCloud;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.config.CloudChoice;
import io.vpcmesh.standalone.StateFiles;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Opens the cloud that was chosen. */
final class Clouds {

  private static final String WORLD = "simulated.json";

  private Clouds() {}

  /** A simulated cloud is found again in the state directory, when there is one. */
  static OpenCloud open(CloudChoice choice, Optional<StateFiles> state, InstantSource clock) {
    return switch (choice) {
      case CloudChoice.Simulated _ -> simulated(state, clock);
      case CloudChoice.Aws aws -> aws(aws);
    };
  }

  private static OpenCloud aws(CloudChoice.Aws aws) {
    AwsConnection here = AwsConnection.ofEnvironment(VersionCommand.version());
    AwsCloud cloud = new AwsCloud(aws.endpoint().map(here::at).orElse(here));
    return new OpenCloud(cloud, () -> {}, cloud::close);
  }

  private static OpenCloud simulated(Optional<StateFiles> state, InstantSource clock) {
    Settings settings = Settings.defaults();
    Optional<SavedCloud> saved = state.flatMap(files -> files.read(WORLD, SavedCloud.class));
    SimulatedCloud cloud =
        saved
            .map(world -> SimulatedCloud.restore(settings, world, clock))
            .orElseGet(() -> new SimulatedCloud(settings, clock));
    AtomicReference<Optional<SavedCloud>> kept = new AtomicReference<>(saved);
    return new OpenCloud(cloud, () -> state.ifPresent(files -> keep(cloud, kept, files)), () -> {});
  }

  private static void keep(
      SimulatedCloud cloud, AtomicReference<Optional<SavedCloud>> kept, StateFiles files) {
    Optional<SavedCloud> now = Optional.of(cloud.save());
    if (!now.equals(kept.getAndSet(now))) {
      files.write(WORLD, now.orElseThrow());
    }
  }
}
