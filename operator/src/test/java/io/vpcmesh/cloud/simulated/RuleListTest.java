package io.vpcmesh.cloud.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.rules.RuleCase;
import io.vpcmesh.cloud.rules.RuleCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RuleListTest {

  private static final Path FILE =
      Path.of(System.getProperty("basedir", ".")).resolve("../docs/aws-rules.md");
  private static final String REFRESH =
      "./mvnw -pl operator -am test -Dtest=RuleListTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dvpcmesh.refresh=true";

  @Test
  void theListSaysWhatTheRulesSay() throws IOException {
    String list = RuleList.markdown(onlyRead());
    if (Boolean.getBoolean("vpcmesh.refresh")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, list);
    }

    assertThat(FILE).as("docs/aws-rules.md is stale; refresh it with: " + REFRESH).hasContent(list);
  }

  /** Rules that moto has not been tried on. */
  private static ImmutableList<Rule> onlyRead() {
    return RuleCases.all().stream()
        .filter(each -> !each.portable())
        .map(RuleCase::rule)
        .collect(ImmutableList.toImmutableList());
  }
}
