package io.vpcmesh.engine;

import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.runtime.VirtualLoop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The journals that are written, and of which the engine has not heard so: as long as it goes by
 * those before, which it knows, it is right.
 */
final class UnheardJournals {

  private final VirtualLoop loop;

  /** What the engine knows to be written of these, if anything. */
  private final Map<Key, Optional<? extends Journal>> before = new LinkedHashMap<>();

  UnheardJournals(VirtualLoop loop) {
    this.loop = loop;
  }

  /** Another journal is written from now on. Whoever heard of none of several knows the oldest. */
  void writes(Key key, Optional<? extends Journal> known) {
    before.putIfAbsent(key, known);
  }

  /** It succeeded; the engine is told right after that, at the same moment. */
  void tells(Key key) {
    Optional<? extends Journal> known = before.getOrDefault(key, Optional.empty());
    loop.after(VirtualLoop.LATENCY, () -> before.remove(key, known));
  }

  /** A process knows what it reads when it begins. */
  void clear() {
    before.clear();
  }

  Stream<Optional<EndpointJournal>> before(EndpointKey key) {
    return known(key).map(known -> known.map(EndpointJournal.class::cast));
  }

  Stream<Optional<MeshJournal>> before(MeshId key) {
    return known(key).map(known -> known.map(MeshJournal.class::cast));
  }

  private Stream<Optional<? extends Journal>> known(Key key) {
    return before.containsKey(key)
        ? Stream.of(before.getOrDefault(key, Optional.empty()))
        : Stream.of();
  }
}
