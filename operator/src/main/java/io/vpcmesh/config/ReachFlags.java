package io.vpcmesh.config;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.Reach;
import io.vpcmesh.model.RoleArn;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags that say where in AWS this program may act, and as whom. */
public final class ReachFlags {

  private static final Pattern REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

  /** Not every comma: the name of a role may hold one. */
  private static final String BETWEEN_ARNS = ",(?=arn:|$)";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--region",
      paramLabel = "REGION[,REGION...]",
      defaultValue = "${env:VPCMESH_REGIONS}",
      description = {
        "Act only in these Regions, separated by commas; meshes of others are left alone.",
        "Default: all. Environment: VPCMESH_REGIONS."
      })
  private List<String> regions = List.of();

  @Option(
      names = "--allowed-role",
      paramLabel = "ARN",
      split = BETWEEN_ARNS,
      splitSynopsisLabel = ",",
      defaultValue = "${env:VPCMESH_ALLOWED_ROLES}",
      description = {
        "A role that a mesh may have assumed for it, exactly; again, or separated by commas, for more.",
        "Default: none. Environment: VPCMESH_ALLOWED_ROLES."
      })
  private List<String> roles = List.of();

  /** What was allowed, or a refusal that names the flag. */
  public Reach reach() {
    ImmutableSet<String> allowedRegions = Narrowing.of("--region", regions, command);
    allowedRegions.forEach(this::requireRegion);
    ImmutableSet.Builder<RoleArn> allowedRoles = ImmutableSet.builder();
    roles.stream()
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(this::role)
        .forEach(allowedRoles::add);
    return new Reach(allowedRegions, allowedRoles.build());
  }

  private void requireRegion(String text) {
    if (!REGION.matcher(text).matches()) {
      throw refusal("--region is an AWS Region such as eu-west-1, not '%s'".formatted(text));
    }
  }

  private RoleArn role(String text) {
    if (!RoleArn.isOne(text)) {
      throw refusal(
          "--allowed-role is the ARN of one role such as %s, not '%s'"
              .formatted(RoleArn.EXAMPLE, text));
    }
    return new RoleArn(text);
  }

  private ParameterException refusal(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
