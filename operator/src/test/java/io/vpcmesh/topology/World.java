package io.vpcmesh.topology;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.EndpointUnreadable;
import io.vpcmesh.topology.TopologyEvent.Gone;
import io.vpcmesh.topology.TopologyEvent.MeshSeen;
import io.vpcmesh.topology.TopologyEvent.MeshUnreadable;
import io.vpcmesh.topology.TopologyEvent.NamespaceSeen;
import io.vpcmesh.topology.TopologyEvent.Unreadable;

/** An index, and the events of a test in few words. */
final class World {

  static final Problem CUT_OFF = new Problem(Reason.InvalidSpec, "orders.yaml:3: cut off");

  final Index index = new Index();

  ImmutableSet<Key> see(MeshFixture mesh) {
    return index.apply(new MeshSeen(mesh.resource()));
  }

  ImmutableSet<Key> see(EndpointFixture endpoint) {
    return index.apply(new EndpointSeen(endpoint.resource()));
  }

  ImmutableSet<Key> label(String namespace, ImmutableMap<String, String> labels) {
    return index.apply(new NamespaceSeen(namespace, labels));
  }

  ImmutableSet<Key> lose(Key key) {
    return index.apply(new Gone(key));
  }

  ImmutableSet<Key> garble(Key key) {
    return index.apply(new Unreadable(key, CUT_OFF));
  }

  /** An API server shows more of a resource than a cut-off file. */
  ImmutableSet<Key> garble(EndpointFixture endpoint) {
    return index.apply(new EndpointUnreadable(endpoint.resource(), CUT_OFF));
  }

  ImmutableSet<Key> garble(MeshFixture mesh) {
    return index.apply(new MeshUnreadable(mesh.resource(), CUT_OFF));
  }

  EndpointView view(EndpointFixture endpoint) {
    return view(endpoint.key());
  }

  EndpointView view(EndpointKey key) {
    return index.endpoint(key).orElseThrow();
  }

  MeshView view(MeshFixture mesh) {
    return index.mesh(mesh.id()).orElseThrow();
  }

  MeshView view(MeshId id) {
    return index.mesh(id).orElseThrow();
  }
}
