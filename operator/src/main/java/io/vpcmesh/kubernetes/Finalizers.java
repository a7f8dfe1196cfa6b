package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Our hold on a resource: as long as it is there, a deletion waits for us. */
final class Finalizers {

  static final String NAME = "vpcmesh.io/cleanup";
  private static final int ATTEMPTS = 5;
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final Map<Key, String> held = new ConcurrentHashMap<>();

  Finalizers(KubernetesClient client) {
    this.client = client;
  }

  /** The resource has it, or gets it now; done once for each life of a resource. */
  void add(Key key, String uid) {
    if (uid.equals(held.get(key))) {
      return;
    }
    change(
        key,
        object -> {
          if (object.isEmpty() || !object.orElseThrow().getMetadata().getUid().equals(uid)) {
            throw new StaleException(key + " is not any more what is about to be registered");
          }
          return object
              .filter(it -> !it.getMetadata().getFinalizers().contains(NAME))
              .filter(it -> !it.isMarkedForDeletion())
              .map(it -> it.getMetadata().getFinalizers())
              .map(there -> ImmutableList.<String>builder().addAll(there).add(NAME).build());
        });
    held.put(key, uid);
  }

  /** What was journaled has had it since. */
  void remember(Key key, String uid) {
    held.put(key, uid);
  }

  /** Whether somebody took it off a resource that we hold; one that goes is let go. */
  boolean isMissing(Key key, HasMetadata seen) {
    return seen.getMetadata().getUid().equals(held.get(key))
        && !seen.isMarkedForDeletion()
        && !seen.getMetadata().getFinalizers().contains(NAME);
  }

  /** Puts it back. */
  void restore(Key key, String uid) {
    held.remove(key);
    add(key, uid);
  }

  /** Lets a resource go that waits for it; one that came back under the name is not meant. */
  void remove(Key key) {
    change(
        key,
        object ->
            object
                .filter(HasMetadata::isMarkedForDeletion)
                .map(it -> it.getMetadata().getFinalizers())
                .filter(there -> there.contains(NAME))
                .map(there ->
                    there.stream()
                        .filter(name -> !name.equals(NAME))
                        .collect(ImmutableList.toImmutableList())));
    held.remove(key);
  }

  private interface Change {
    /** What the finalizers shall be, unless they are right. */
    Optional<ImmutableList<String>> of(Optional<HasMetadata> object);
  }

  private void change(Key key, Change change) {
    Resource<? extends HasMetadata> resource = Kinds.resource(client, key);
    try {
      for (int attempt = 1; !tried(resource, change, attempt); attempt++) {}
    } catch (KubernetesClientException failed) {
      throw new StoreException(
          "the finalizer of %s cannot be changed: %s".formatted(key, failed.getMessage()), failed);
    }
  }

  private static boolean tried(
      Resource<? extends HasMetadata> resource, Change change, int attempt) {
    Optional<HasMetadata> object = Optional.ofNullable(resource.get());
    Optional<ImmutableList<String>> next = change.of(object);
    if (next.isEmpty()) {
      return true;
    }
    try {
      resource.patch(MERGE, patch(object.orElseThrow(), next.orElseThrow()));
      return true;
    } catch (KubernetesClientException failed) {
      if (failed.getCode() == HttpURLConnection.HTTP_CONFLICT && attempt < ATTEMPTS) {
        return false;
      }
      throw failed;
    }
  }

  private static String patch(HasMetadata object, ImmutableList<String> finalizers) {
    return Serialization.asJson(
        ImmutableMap.of(
            "metadata",
            ImmutableMap.of(
                "uid", object.getMetadata().getUid(),
                "resourceVersion", object.getMetadata().getResourceVersion(),
                "finalizers", finalizers)));
  }
}
