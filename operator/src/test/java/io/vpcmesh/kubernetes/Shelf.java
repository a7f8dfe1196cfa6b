package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vpcmesh.kubernetes.Caches.Cache;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.ObjectRef;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A cache of objects with different names. */
final class Shelf<R extends HasMetadata> implements Cache<R> {

  private final Map<String, R> objects = new TreeMap<>();

  void put(R object) {
    objects.put(object.getMetadata().getName(), object);
  }

  void remove(Key key) {
    objects.remove(key.ref().name());
  }

  @Override
  public Stream<R> all() {
    return objects.values().stream();
  }

  @Override
  public Optional<R> get(ObjectRef ref) {
    return Optional.ofNullable(objects.get(ref.name()));
  }
}
