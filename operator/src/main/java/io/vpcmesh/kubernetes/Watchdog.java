package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vpcmesh.kubernetes.Caches.Cache;
import io.vpcmesh.model.ObjectRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether a cache has missed what the API server has: an event may be lost, and a first list
 * may have been empty by mistake. What is missing in two rounds in a row is told anyway.
 */
final class Watchdog<R extends HasMetadata> {

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  private final Cache<R> cache;
  private final Consumer<R> unseen;
  private Map<ObjectRef, ObjectVersion> suspects = ImmutableMap.of();
  private final Map<ObjectRef, ObjectVersion> told = new HashMap<>();

  /**
   * @param unseen is told what no event told
   */
  Watchdog(Cache<R> cache, Consumer<R> unseen) {
    this.cache = cache;
    this.unseen = unseen;
  }

  /**
   * One round.
   *
   * @param server what the API server has
   */
  void look(List<R> server) {
    Map<ObjectRef, R> missed = new HashMap<>();
    for (R object : server) {
      ObjectVersion there = ObjectVersion.of(object);
      if (cache
          .get(Declared.ref(object))
          .map(ObjectVersion::of)
          .filter(seen -> !there.isNewsTo(seen))
          .isEmpty()) {
        missed.put(Declared.ref(object), object);
      }
    }
    missed.forEach((ref, object) -> {
      if (ObjectVersion.of(object).equals(suspects.get(ref))) {
        tell(ref, object);
      }
    });
    told.keySet().retainAll(missed.keySet());
    suspects = ImmutableMap.copyOf(Maps.transformValues(missed, ObjectVersion::of));
  }

  private void tell(ObjectRef ref, R object) {
    if (!ObjectVersion.of(object).equals(told.put(ref, ObjectVersion.of(object)))) {
      LOG.atWarn()
          .addKeyValue("resource", object.getKind() + " " + ref)
          .addKeyValue("generation", object.getMetadata().getGeneration())
          .log("no event told of this resource: it was found by looking");
      unseen.accept(object);
    }
  }
}
