package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  @TempDir private Path folder;

  @Test
  void aFolderInWhichSomethingIsIsLeftAlone() throws IOException {
    Files.writeString(folder.resolve("holiday.jpg"), "");

    assertThat(Told.by("demo", "--folder", folder))
        .isEqualTo(
            Told.only(
                74,
                "vpcmesh: folder %s is not empty: name a new one with --folder".formatted(folder)));
    assertThat(folder).isDirectoryContaining("glob:**/holiday.jpg");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path below = Files.writeString(folder.resolve("file"), "").resolve("demo");

    assertThat(Told.by("demo", "--folder", below))
        .isEqualTo(
            Told.only(
                74,
                "vpcmesh: cannot use folder %s (Not a directory): name another one with --folder"
                    .formatted(below)));
  }
}
