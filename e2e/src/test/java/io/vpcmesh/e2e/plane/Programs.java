package io.vpcmesh.e2e.plane;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.process.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** The programs of a control plane by name, built when they are not there. */
record Programs(ImmutableMap<String, Path> byName) {

  private static final Duration BUILD_LIMIT = Duration.ofMinutes(30);
  private static final Path BUILD =
      Path.of(System.getProperty("basedir", "."), "tools", "build").toAbsolutePath();

  static Programs ready() throws IOException {
    return new Programs(
        Splitter.on('\n')
            .omitEmptyStrings()
            .splitToStream(Command.of(BUILD_LIMIT, BUILD).output())
            .map(Path::of)
            .collect(
                ImmutableMap.toImmutableMap(path -> path.getFileName().toString(), path -> path)));
  }

  Path program(String name) {
    return Objects.requireNonNull(byName.get(name), name);
  }
}
