package io.vpcmesh.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AwsPermissionsTest {

  private static final Pattern PERMISSION = Pattern.compile("\"(servicediscovery:\\w+)\"");

  private static final ImmutableSet<AwsAction> OTHERS =
      Sets.immutableEnumSet(
          AwsAction.GET_CALLER_IDENTITY, AwsAction.ASSUME_ROLE, AwsAction.DESCRIBE_VPCS);

  @Test
  void thePolicyInTheDocumentsAllowsWhatIsCalledAndNothingElse() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "aws-permissions.md"));

    assertThat(PERMISSION.matcher(page).results().map(it -> it.group(1)))
        .containsExactlyElementsOf(
            Arrays.stream(AwsAction.values())
                .filter(action -> !OTHERS.contains(action))
                .map(action -> "servicediscovery:" + action.awsName())
                .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder())));
  }
}
