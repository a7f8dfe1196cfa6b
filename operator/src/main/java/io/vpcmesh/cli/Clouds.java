package io.vpcmesh.cli;

import io.vpcmesh.cloud.aws.AwsCloud;
import io.vpcmesh.cloud.aws.AwsConnection;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.config.CloudChoice;
import io.vpcmesh.model.Reach;
import io.vpcmesh.standalone.StateFiles;
import java.time.InstantSource;
import java.util.Optional;

/** Opens the cloud that was chosen. */
final class Clouds {

  private Clouds() {}

  /** For a daemon; a simulated cloud lives in its state directory. */
  static OpenCloud open(CloudChoice choice, Reach reach, StateFiles state, InstantSource clock) {
    return switch (choice) {
      case CloudChoice.Simulated _ -> simulated(KeptCloud.keep(state, clock));
      case CloudChoice.Aws aws -> aws(aws, reach);
    };
  }

  /** To look at: without a state directory a simulated cloud is empty. */
  static OpenCloud look(
      CloudChoice choice, Reach reach, Optional<StateFiles> state, InstantSource clock) {
    return switch (choice) {
      case CloudChoice.Simulated _ ->
          simulated(
              state
                  .map(files -> KeptCloud.read(files, clock))
                  .orElseGet(() -> new SimulatedCloud(Settings.defaults(), clock)));
      case CloudChoice.Aws aws -> aws(aws, reach);
    };
  }

  private static OpenCloud simulated(SimulatedCloud cloud) {
    return new OpenCloud(cloud, () -> {});
  }

  static OpenCloud aws(CloudChoice.Aws aws, Reach reach) {
    AwsConnection here = AwsConnection.ofEnvironment(VersionCommand.version()).reaching(reach);
    AwsCloud cloud = new AwsCloud(aws.endpoint().map(here::at).orElse(here));
    return new OpenCloud(cloud, cloud::close);
  }
}
