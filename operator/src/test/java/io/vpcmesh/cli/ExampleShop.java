package io.vpcmesh.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The manifests that the documents show. */
final class ExampleShop {

  static final Path FOLDER = Path.of("..", "examples", "shop");
  static final String REGION = "eu-west-1";

  private ExampleShop() {}

  static void copyTo(Path manifests) throws IOException {
    Files.createDirectories(manifests);
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        Files.copy(file, manifests.resolve(file.getFileName()));
      }
    }
  }
}
