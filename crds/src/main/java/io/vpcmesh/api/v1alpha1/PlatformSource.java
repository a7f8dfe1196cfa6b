package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that every instance has to let in, of exactly one kind, and on which ports. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PlatformSource(
    @Nullable String securityGroupId,
    @Nullable String prefixListId,
    @Nullable String cidr,
    @Required List<Integer> ports) {
  public PlatformSource {
    ports = Copies.list(ports);
  }
}
