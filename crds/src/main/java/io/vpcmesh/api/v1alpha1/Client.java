package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may call an endpoint, of exactly one kind, and on which of its ports; none means all. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Client(
    @Nullable EndpointRef endpointRef,
    @Nullable NamespaceSelector namespaceSelector,
    @Nullable String securityGroupId,
    @Nullable String prefixListId,
    @Nullable String cidr,
    List<String> ports) {
  public Client {
    ports = Copies.list(ports);
  }
}
