package io.vpcmesh.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

  private static final Path FILE = Path.of("../docs/metrics.md");
  private static final String REFRESH =
      "./mvnw -pl operator -am test -Dtest=MetricsPageTest -Dvpcmesh.refresh=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  @Test
  void thePageSaysWhatTheCatalogueSays() throws IOException {
    if (Boolean.getBoolean("vpcmesh.refresh")) {
      Files.writeString(FILE, MetricsPage.markdown());
    }

    assertThat(FILE)
        .as("docs/metrics.md is stale; refresh it with: " + REFRESH)
        .hasContent(MetricsPage.markdown());
  }
}
