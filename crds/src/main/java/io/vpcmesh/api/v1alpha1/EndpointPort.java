package io.vpcmesh.api.v1alpha1;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** One port of a service. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EndpointPort(
    @Required String name,
    @Required Integer port,
    @SchemaFrom(type = IntOrString.class) @Nullable TargetPort targetPort,
    @Default("Tcp") PortProtocol protocol) {
  public EndpointPort {
    protocol = requireNonNullElse(protocol, PortProtocol.TCP);
  }
}
