package io.vpcmesh.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people declare of one service in a mesh. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServiceEndpointSpec(
    @Required MeshRef meshRef,
    @Nullable String serviceName,
    @Default("Delete") DeletionPolicy deletionPolicy,
    List<EndpointPort> ports,
    @Nullable Backend backend,
    @Nullable Discovery discovery,
    List<Client> clients,
    @Nullable EndpointAuthorization authorization,
    @Nullable EndpointSecurityGroups securityGroups,
    @Nullable Boolean paused,
    @Nullable DeploymentSettings deployment) {
  public ServiceEndpointSpec {
    deletionPolicy = requireNonNullElse(deletionPolicy, DeletionPolicy.DELETE);
    ports = Copies.list(ports);
    clients = Copies.list(clients);
  }
}
