package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Problem;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What decides whether a generation of one kind of resource is accepted.
 *
 * @param changed what stands against following the accepted spec
 */
record Acceptance<D, S>(
    BiFunction<ObjectRef, D, Parsed<S>> parser,
    BiFunction<S, S, ImmutableList<Problem>> changed,
    Function<S, String> hash) {

  static final Acceptance<ServiceEndpointSpec, Endpoint> OF_ENDPOINTS =
      new Acceptance<>(
          (ref, declared) -> EndpointParser.parse(new EndpointKey(ref), declared),
          Immutables::changed,
          ConfigurationHash::of);

  static final Acceptance<ServiceMeshSpec, Mesh> OF_MESHES =
      new Acceptance<>(
          (ref, declared) -> MeshParser.parse(new MeshId(ref), declared),
          Immutables::changed,
          ConfigurationHash::of);
}
