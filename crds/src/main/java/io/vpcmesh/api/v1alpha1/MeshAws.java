package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The account, region and networks that a mesh lives in. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MeshAws(
    @Required String region,
    @Nullable String accountId,
    @Nullable String assumeRoleArn,
    @Required List<Vpc> vpcs,
    Map<String, String> resourceTags) {
  public MeshAws {
    vpcs = Copies.list(vpcs);
    resourceTags = Copies.map(resourceTags);
  }
}
