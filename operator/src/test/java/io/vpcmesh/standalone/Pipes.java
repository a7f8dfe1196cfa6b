package io.vpcmesh.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** Named pipes, which wait for somebody at their other end. */
final class Pipes {

  private Pipes() {}

  static void make(Path file) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("mkfifo", file.toString()).inheritIO().start().waitFor())
        .isZero();
  }
}
