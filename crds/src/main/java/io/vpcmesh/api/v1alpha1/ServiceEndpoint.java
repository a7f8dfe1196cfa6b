package io.vpcmesh.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** One service in a mesh. */
@Group("vpcmesh.io")
@Version("v1alpha1")
@Kind("ServiceEndpoint")
@Plural("serviceendpoints")
@Singular("serviceendpoint")
@ShortNames("sep")
public class ServiceEndpoint extends CustomResource<ServiceEndpointSpec, ServiceEndpointStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1;
}
