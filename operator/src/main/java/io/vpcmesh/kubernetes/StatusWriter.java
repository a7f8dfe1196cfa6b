package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vpcmesh.engine.Store.StaleException;
import io.vpcmesh.engine.Store.StoreException;
import io.vpcmesh.model.Key;
import java.net.HttpURLConnection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes status by server-side apply, as a whole, under a name of its own. Each write carries the
 * version of the object that it is about; one that is about an older generation, or a former life,
 * is not written.
 */
final class StatusWriter {

  private static final String MANAGER = "vpcmesh-status";
  private static final int ATTEMPTS = 4;
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(MANAGER)
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final Function<Key, Optional<? extends HasMetadata>> cache;
  private final Map<Key, Version> written = new ConcurrentHashMap<>();

  /**
   * Which object a status is about.
   *
   * @param status its content, as a hash
   */
  private record Version(String uid, long generation, String resourceVersion, int status) {
    static Version of(HasMetadata object) {
      return new Version(
          object.getMetadata().getUid(),
          Objects.requireNonNullElse(object.getMetadata().getGeneration(), 0L),
          object.getMetadata().getResourceVersion(),
          object instanceof CustomResource<?, ?> resource
              ? Objects.hashCode(resource.getStatus())
              : 0);
    }

    /** Versions of one object are numbers that grow. */
    boolean isAfter(Version other) {
      return Long.parseUnsignedLong(resourceVersion)
          > Long.parseUnsignedLong(other.resourceVersion);
    }
  }

  /**
   * @param cache what the informer holds of a resource
   */
  StatusWriter(KubernetesClient client, Function<Key, Optional<? extends HasMetadata>> cache) {
    this.client = client;
    this.cache = cache;
  }

  /**
   * Writes a status.
   *
   * @param uid of the resource that the status is about
   * @param generation that the status is about
   */
  void write(Key key, String uid, @Nullable Long generation, Object status) {
    Resource<? extends HasMetadata> resource = Kinds.resource(client, key);
    Optional<Version> version = known(key);
    try {
      for (int attempt = 1; ; attempt++) {
        Version current = version.isPresent() ? version.orElseThrow() : read(key, resource);
        if (applied(key, resource, fit(key, current, uid, generation), status, attempt)) {
          return;
        }
        version = Optional.empty();
      }
    } catch (KubernetesClientException failed) {
      throw new StoreException(
          "the status of %s cannot be written: %s".formatted(key, failed.getMessage()), failed);
    }
  }

  void forget(Key key) {
    written.remove(key);
  }

  /** Whether somebody wrote another status after our last one. */
  boolean isOverwritten(Key key, HasMetadata seen) {
    Version mine = written.get(key);
    Version there = Version.of(seen);
    return mine != null
        && mine.uid().equals(there.uid())
        && there.isAfter(mine)
        && mine.status() != there.status();
  }

  /** Our own last write is newer than what the informer has seen, as long as nobody changed it. */
  private Optional<Version> known(Key key) {
    Optional<Version> seen = cache.apply(key).map(Version::of);
    Optional<Version> last = Optional.ofNullable(written.get(key));
    return last.filter(mine ->
            seen.filter(it -> it.uid().equals(mine.uid()) && it.generation() == mine.generation())
                .isPresent())
        .or(() -> seen);
  }

  private static Version read(Key key, Resource<? extends HasMetadata> resource) {
    HasMetadata object = resource.get();
    if (object == null) {
      throw new StaleException(key + " is gone");
    }
    return Version.of(object);
  }

  private static Version fit(Key key, Version current, String uid, @Nullable Long generation) {
    if (!uid.equals(current.uid())) {
      throw new StaleException(key + " is not any more what the status is about");
    }
    if (generation != null && generation != current.generation()) {
      throw new StaleException(
          "%s has generation %d by now, the status is about %d"
              .formatted(key, current.generation(), generation));
    }
    return current;
  }

  private boolean applied(
      Key key,
      Resource<? extends HasMetadata> resource,
      Version version,
      Object status,
      int attempt) {
    try {
      HasMetadata now = resource.subresource("status").patch(APPLY, json(key, version, status));
      written.put(key, Version.of(now));
      return true;
    } catch (KubernetesClientException failed) {
      written.remove(key);
      if (failed.getCode() == HttpURLConnection.HTTP_CONFLICT && attempt < ATTEMPTS) {
        return false;
      }
      throw failed;
    }
  }

  private static String json(Key key, Version version, Object status) {
    return Serialization.asJson(
        ImmutableMap.of(
            "apiVersion",
            "vpcmesh.io/v1alpha1",
            "kind",
            key.kind(),
            "metadata",
            ImmutableMap.of(
                "name", key.ref().name(),
                "namespace", key.ref().namespace(),
                "uid", version.uid(),
                "resourceVersion", version.resourceVersion()),
            "status",
            status));
  }
}
