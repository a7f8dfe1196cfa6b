package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vpcmesh.engine.Store.StaleException;
import io.vpcmesh.engine.Store.StoreException;
import io.vpcmesh.model.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mends what somebody did to our part of a resource: its finalizer, and its status. */
final class Upkeep {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  private final Fence fence;
  private final Finalizers finalizers;
  private final StatusWriter statuses;
  private final Consumer<Key> statusLost;

  /** The version of each resource with a foreign status that the last round saw. */
  private final Map<Key, String> suspects = new ConcurrentHashMap<>();

  /**
   * @param statusLost told of a resource whose status is not what was written last
   */
  Upkeep(Fence fence, Finalizers finalizers, StatusWriter statuses, Consumer<Key> statusLost) {
    this.fence = fence;
    this.finalizers = finalizers;
    this.statuses = statuses;
    this.statusLost = statusLost;
  }

  /** Puts the finalizer back that somebody took off a resource. */
  void hold(Key key, HasMetadata seen) {
    if (!fence.isOpen() || !finalizers.isMissing(key, seen)) {
      return;
    }
    LOG.atInfo()
        .addKeyValue("resource", key)
        .log("somebody took its finalizer off: it is put back");
    try {
      fence.check();
      finalizers.restore(key, seen.getMetadata().getUid());
    } catch (StoreException | StaleException failed) {
      // The next look finds it missing still.
      LOG.atDebug().addKeyValue("resource", key).log(failed.getMessage());
    }
  }

  /**
   * One look of a round over all resources. What is foreign in two rounds in a row is no write of
   * ours whose answer is still on its way.
   */
  void look(Key key, HasMetadata seen) {
    hold(key, seen);
    if (!fence.isOpen() || !statuses.isOverwritten(key, seen)) {
      suspects.remove(key);
      return;
    }
    String version = seen.getMetadata().getResourceVersion();
    if (version.equals(suspects.put(key, version))) {
      suspects.remove(key);
      LOG.atInfo()
          .addKeyValue("resource", key)
          .log("somebody wrote over its status: it is written anew");
      statusLost.accept(key);
    }
  }
}
