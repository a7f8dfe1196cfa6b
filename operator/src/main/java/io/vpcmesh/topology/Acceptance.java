package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Problem;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What decides whether a generation of one kind of resource is accepted.
 *
 * @param changed what stands against following the accepted spec
 * @param refreshed a spec with the data, which belongs to no revision, of a newer one
 */
record Acceptance<D, S>(
    BiFunction<ObjectRef, D, Parsed<S>> parser,
    BiFunction<S, S, ImmutableList<Problem>> changed,
    Function<S, String> hash,
    BinaryOperator<S> refreshed) {

  static final Acceptance<ServiceEndpointSpec, Endpoint> OF_ENDPOINTS =
      new Acceptance<>(
          (ref, declared) -> EndpointParser.parse(new EndpointKey(ref), declared),
          Immutables::changed,
          ConfigurationHash::of,
          Endpoint::withDataOf);

  static final Acceptance<ServiceMeshSpec, Mesh> OF_MESHES =
      new Acceptance<>(
          (ref, declared) -> MeshParser.parse(new MeshId(ref), declared),
          Immutables::changed,
          ConfigurationHash::of,
          Mesh::withDataOf);
}
