package io.vpcmesh.topology;

import io.vpcmesh.model.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The declarations of one kind of resource. */
final class Declarations<K extends Key & Comparable<K>, D, S> {

  private final Map<K, Declaration<D, S>> known = new HashMap<>();

  Declaration<D, S> get(K key) {
    Declaration<D, S> declaration = known.get(key);
    return declaration == null ? Declaration.unknown() : declaration;
  }

  void put(K key, Declaration<D, S> declaration) {
    if (declaration.isUnknown()) {
      known.remove(key);
    } else {
      known.put(key, declaration);
    }
  }

  /** Whether there is more than the memory of a former life. */
  boolean isSeen(K key) {
    return get(key).resource().isPresent();
  }

  Stream<K> seen() {
    return known.keySet().stream().filter(this::isSeen).sorted();
  }
}
