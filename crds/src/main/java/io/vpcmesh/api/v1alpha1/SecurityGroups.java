package io.vpcmesh.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The security groups of a mesh; without this block there are none. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SecurityGroups(
    @Default("PerService") SecurityGroupMode mode,
    List<String> allowedIds,
    @Nullable Platform platform,
    @Default("Revert") DriftPolicy onDrift,
    @Nullable PodSecurityGroups pods) {
  public SecurityGroups {
    mode = requireNonNullElse(mode, SecurityGroupMode.PER_SERVICE);
    allowedIds = Copies.list(allowedIds);
    onDrift = requireNonNullElse(onDrift, DriftPolicy.REVERT);
  }
}
