package io.vpcmesh.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A mesh: one Cloud Map namespace and the endpoints that belong to it. */
@Group("vpcmesh.io")
@Version("v1alpha1")
@Kind("ServiceMesh")
@Plural("servicemeshes")
@Singular("servicemesh")
@ShortNames("smesh")
public class ServiceMesh extends CustomResource<ServiceMeshSpec, ServiceMeshStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1;
}
