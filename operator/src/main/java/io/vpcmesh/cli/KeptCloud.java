package io.vpcmesh.cli;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.SavedCloud;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.standalone.StateException;
import io.vpcmesh.standalone.StateFiles;
import java.time.DateTimeException;
import java.time.InstantSource;

/**
 * Keeps a simulated cloud in a file of the state directory. Nobody hears of a change before it is
 * written: a cloud must not forget what its clients remember, however the process ends.
 */
final class KeptCloud implements CallObserver {

  private static final String FILE = "simulated.json";

  private final SimulatedCloud cloud;
  private final StateFiles files;

  private KeptCloud(SimulatedCloud cloud, StateFiles files) {
    this.cloud = cloud;
    this.files = files;
  }

  /** How it looks in the file. */
  private record Content(ImmutableList<String> lines) {}

  /** The cloud of the directory, an empty one at first; what happens to it is kept. */
  static SimulatedCloud keep(StateFiles files, InstantSource clock) {
    SimulatedCloud cloud = read(files, clock);
    cloud.observe(new KeptCloud(cloud, files));
    return cloud;
  }

  /** The same cloud, to look at: nothing is kept of what happens to it. */
  static SimulatedCloud read(StateFiles files, InstantSource clock) {
    Settings settings = Settings.defaults();
    return files
        .read(FILE, Content.class)
        .map(content -> saved(files, content))
        .map(saved -> SimulatedCloud.restore(settings, saved, clock))
        .orElseGet(() -> new SimulatedCloud(settings, clock));
  }

  private static SavedCloud saved(StateFiles files, Content content) {
    try {
      return SavedCloud.ofLines(content.lines());
    } catch (IllegalArgumentException | DateTimeException damaged) {
      throw new StateException(
          "simulated cloud %s cannot be read (%s): restore it from a backup, or begin anew with another --state"
              .formatted(files.root().resolve(FILE), damaged.getMessage()),
          damaged);
    }
  }

  @Override
  public void afterCall(Call call, Outcome outcome) {
    if (outcome.happened() && call.action().mutating()) {
      write(call);
    }
  }

  private void write(Call call) {
    try {
      files.write(FILE, new Content(cloud.save().lines()));
    } catch (StateException full) {
      throw new AwsException(
          new AwsFailure.Unknown(
              new AwsError(call.action(), "NotKept", String.valueOf(full.getMessage()))),
          full);
    }
  }
}
