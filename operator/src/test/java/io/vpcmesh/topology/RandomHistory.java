package io.vpcmesh.topology;

import static io.vpcmesh.topology.EndpointFixture.CREATED;
import static io.vpcmesh.topology.EndpointFixture.discovery;
import static io.vpcmesh.topology.EndpointFixture.port;
import static io.vpcmesh.topology.EndpointFixture.ports;
import static io.vpcmesh.topology.EndpointFixture.record;
import static io.vpcmesh.topology.EndpointFixture.serviceName;
import static io.vpcmesh.topology.MeshFixture.defaults;
import static io.vpcmesh.topology.MeshFixture.dns;
import static io.vpcmesh.topology.MeshFixture.members;
import static io.vpcmesh.topology.MeshFixture.mode;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.LabelExpression;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.NamespaceSelector;
import io.vpcmesh.api.v1alpha1.SelectorOperator;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.EndpointUnreadable;
import io.vpcmesh.topology.TopologyEvent.Gone;
import io.vpcmesh.topology.TopologyEvent.MeshSeen;
import io.vpcmesh.topology.TopologyEvent.MeshUnreadable;
import io.vpcmesh.topology.TopologyEvent.NamespaceSeen;
import io.vpcmesh.topology.TopologyEvent.Unreadable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Events as a driver could send them, over a world so small that everything collides. */
final class RandomHistory {

  private static final ImmutableList<String> NAMESPACES = ImmutableList.of("a", "b", "c");
  private static final ImmutableList<String> NAMES =
      ImmutableList.of("orders", "orders-admin", "cart", "pay");
  private static final ImmutableList<MeshId> MESHES =
      ImmutableList.of(MeshId.of("a", "mesh"), MeshId.of("b", "mesh"));
  private static final ImmutableList<DnsRecords> RECORDS =
      ImmutableList.of(DnsRecords.AUTO, DnsRecords.A, DnsRecords.SRV, DnsRecords.UNKNOWN);

  private final Random random;
  private final Map<EndpointKey, EndpointFixture> endpoints = new HashMap<>();
  private final Map<MeshId, MeshFixture> meshes = new HashMap<>();

  RandomHistory(long seed) {
    random = new Random(seed);
  }

  /** All keys that the history may ever mention. */
  static ImmutableList<Key> keys() {
    ImmutableList.Builder<Key> keys = ImmutableList.builder();
    keys.addAll(MESHES);
    for (String namespace : NAMESPACES) {
      NAMES.forEach(name -> keys.add(EndpointKey.of(namespace, name)));
    }
    return keys.build();
  }

  TopologyEvent next() {
    return switch (random.nextInt(20)) {
      case 0, 1 -> new NamespaceSeen(pick(NAMESPACES), labels());
      case 2 -> new MeshUnreadable(mesh(pick(MESHES)).resource(), World.CUT_OFF);
      case 3, 4 -> new MeshSeen(mesh(pick(MESHES)).resource());
      case 5 -> new Unreadable(pick(keys()), World.CUT_OFF);
      case 6, 7 -> gone(pick(keys()));
      case 8 ->
          new EndpointUnreadable(endpoint(pick(NAMESPACES), pick(NAMES)).resource(), World.CUT_OFF);
      default -> new EndpointSeen(endpoint(pick(NAMESPACES), pick(NAMES)).resource());
    };
  }

  private Gone gone(Key key) {
    switch (key) {
      case EndpointKey endpoint -> endpoints.remove(endpoint);
      case MeshId mesh -> meshes.remove(mesh);
    }
    return new Gone(key);
  }

  private EndpointFixture endpoint(String namespace, String name) {
    EndpointFixture fresh = EndpointFixture.endpoint(namespace, name);
    EndpointFixture next =
        endpoints.containsKey(fresh.key())
            ? changed(endpoints.getOrDefault(fresh.key(), fresh))
            : fresh.created(CREATED.plusSeconds(random.nextInt(4))).with(this::spec);
    endpoints.put(fresh.key(), next);
    return next;
  }

  private EndpointFixture changed(EndpointFixture before) {
    return switch (random.nextInt(6)) {
      case 0 -> before;
      case 1 -> before.annotated("note", "" + random.nextInt(3));
      case 2 -> before.deleting();
      default -> before.edited(this::spec);
    };
  }

  /** Any spec; now and then one that is invalid, or that changes what is immutable. */
  private ServiceEndpointSpec spec(ServiceEndpointSpec before) {
    ServiceEndpointSpec spec = discovery(before, record(pick(RECORDS)));
    if (random.nextInt(3) == 0) {
      spec = EndpointFixture.meshRef(spec, new MeshRef("mesh", pick(NAMESPACES)));
    }
    if (random.nextInt(3) == 0) {
      spec = serviceName(spec, pick(NAMES));
    }
    return switch (random.nextInt(4)) {
      case 0 -> ports(spec);
      case 1 -> ports(spec, port("http", 80), port("admin", 81));
      default -> ports(spec, port("http", 80));
    };
  }

  private MeshFixture mesh(MeshId id) {
    MeshFixture fresh = MeshFixture.mesh(id.ref().namespace());
    MeshFixture before = meshes.getOrDefault(id, fresh);
    MeshFixture next =
        before.equals(fresh) ? fresh.with(this::meshSpec) : before.edited(this::meshSpec);
    meshes.put(id, next);
    return next;
  }

  private ServiceMeshSpec meshSpec(ServiceMeshSpec before) {
    return switch (random.nextInt(7)) {
      case 0 -> mode(before, pick(ImmutableList.copyOf(MeshMode.values())));
      case 1 -> members(before, null);
      case 2 -> members(before, selector(ImmutableMap.of()));
      case 3 -> members(before, selector(labels()));
      case 4 ->
          members(
              before,
              new NamespaceSelector(
                  ImmutableMap.of(),
                  ImmutableList.of(
                      new LabelExpression(
                          "kubernetes.io/metadata.name", SelectorOperator.IN, List.of("c")))));
      case 5 -> MeshFixture.namespace(before, dns(pick(NAMES)));
      default -> defaults(before, record(pick(RECORDS)));
    };
  }

  private static NamespaceSelector selector(ImmutableMap<String, String> labels) {
    return new NamespaceSelector(labels, ImmutableList.of());
  }

  private ImmutableMap<String, String> labels() {
    return ImmutableMap.of("team", "" + random.nextInt(2));
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
