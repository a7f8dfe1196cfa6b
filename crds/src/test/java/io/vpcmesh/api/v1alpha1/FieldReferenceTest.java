package io.vpcmesh.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FieldReferenceTest {
  private static final Path FILE = Path.of("REFERENCE.md");
  private static final String REFRESH =
      "./mvnw -pl crds test -Dtest=FieldReferenceTest -Dvpcmesh.refresh=true";

  @Test
  void theReferenceSaysWhatTheYamlSays() throws IOException {
    if (Boolean.getBoolean("vpcmesh.refresh")) {
      Files.writeString(FILE, FieldReference.markdown());
    }

    assertThat(FILE)
        .as("crds/REFERENCE.md is stale; refresh it with: " + REFRESH)
        .hasContent(FieldReference.markdown());
  }
}
