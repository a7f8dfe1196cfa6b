package io.vpcmesh.membership.kubernetes;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.SetMultimap;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.ObjectRef;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the last answer for each endpoint was made of: a change of that concerns it. */
final class Interests {

  private final Map<EndpointKey, Interest> interests = new HashMap<>();
  private final SetMultimap<ObjectRef, EndpointKey> byService = HashMultimap.create();
  private final SetMultimap<String, EndpointKey> byNode = HashMultimap.create();

  private record Interest(ObjectRef service, ImmutableSet<String> nodes) {}

  /** The endpoint was answered from these. */
  void note(EndpointKey endpoint, ObjectRef service, ImmutableSet<String> nodes) {
    Interest now = new Interest(service, nodes);
    if (now.equals(interests.get(endpoint))) {
      return;
    }
    forget(endpoint);
    interests.put(endpoint, now);
    byService.put(service, endpoint);
    nodes.forEach(node -> byNode.put(node, endpoint));
  }

  /** The service that the endpoint was answered from. */
  Optional<ObjectRef> forget(EndpointKey endpoint) {
    Optional<Interest> before = Optional.ofNullable(interests.remove(endpoint));
    before.ifPresent(interest -> {
      byService.remove(interest.service(), endpoint);
      interest.nodes().forEach(node -> byNode.remove(node, endpoint));
    });
    return before.map(Interest::service);
  }

  ImmutableSet<EndpointKey> inService(ObjectRef service) {
    return ImmutableSet.copyOf(byService.get(service));
  }

  ImmutableSet<EndpointKey> onNode(String node) {
    return ImmutableSet.copyOf(byNode.get(node));
  }

  ImmutableSet<EndpointKey> all() {
    return ImmutableSet.copyOf(interests.keySet());
  }
}
