package io.vpcmesh.config;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flag that names the state directory. */
public final class StateFlag {

  public static final String NAME = "--state";

  @Option(
      names = NAME,
      paramLabel = "DIR",
      converter = NamedDirectory.class,
      defaultValue = "${env:VPCMESH_STATE:-.vpcmesh}",
      description = {
        "Where the daemon remembers things.",
        "Default: .vpcmesh. Environment: VPCMESH_STATE."
      })
  private Path state;

  public Path path() {
    return state;
  }
}
