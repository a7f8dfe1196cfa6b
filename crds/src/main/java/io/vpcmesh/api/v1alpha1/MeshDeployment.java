package io.vpcmesh.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** The record of one change of a mesh or an endpoint. Only the operator writes it. */
@Group("vpcmesh.io")
@Version("v1alpha1")
@Kind("MeshDeployment")
@Plural("meshdeployments")
@Singular("meshdeployment")
@ShortNames("mdep")
public class MeshDeployment extends CustomResource<MeshDeploymentSpec, MeshDeploymentStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1;
}
