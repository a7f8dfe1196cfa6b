package io.vpcmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AwsPermissionsTest {

  private static final Pattern PERMISSION =
      Pattern.compile("\"((?:servicediscovery|ec2|cloudwatch):\\w+)\"");

  /** What Cloud Map does with the rights of its caller, and the name of a condition. */
  private static final ImmutableSet<String> NOT_OURS =
      ImmutableSet.of("ec2:DescribeRegions", "ec2:CreateAction");

  @Test
  void thePolicyInTheDocumentsAllowsWhatIsCalledAndNothingElse() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "aws-permissions.md"));

    assertThat(
            PERMISSION
                .matcher(page)
                .results()
                .map(it -> it.group(1))
                .filter(permission -> !NOT_OURS.contains(permission))
                .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder())))
        .containsExactlyElementsOf(
            Arrays.stream(AwsAction.values())
                .filter(action -> action.service() != AwsService.STS)
                .map(AwsAction::permission)
                .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder())));
  }
}
