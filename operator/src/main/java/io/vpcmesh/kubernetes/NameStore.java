package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of each object only its name and version, by which an informer knows it again. An object
 * that is asked for is made of them anew: one that has nothing else costs half a kilobyte.
 */
final class NameStore<R extends HasMetadata> implements ItemStore<R> {

  private final Supplier<R> blank;
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  /**
   * @param blank makes an object without anything in it
   */
  NameStore(Supplier<R> blank) {
    this.blank = blank;
  }

  @Override
  public String getKey(R object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public @Nullable R put(String key, R object) {
    return named(key, versions.put(key, object.getMetadata().getResourceVersion()));
  }

  @Override
  public @Nullable R remove(String key) {
    return named(key, versions.remove(key));
  }

  @Override
  public @Nullable R get(String key) {
    return named(key, versions.get(key));
  }

  @Override
  public Stream<String> keySet() {
    return versions.keySet().stream();
  }

  @Override
  public Stream<R> values() {
    return versions.keySet().stream().flatMap(key -> Optional.ofNullable(get(key)).stream());
  }

  @Override
  public int size() {
    return versions.size();
  }

  /** What is handed out is not what came. */
  @Override
  public boolean isFullState() {
    return false;
  }

  private @Nullable R named(String key, @Nullable String version) {
    if (version == null) {
      return null;
    }
    int slash = key.indexOf('/');
    ObjectMeta names =
        new ObjectMetaBuilder()
            .withNamespace(slash < 0 ? null : key.substring(0, slash))
            .withName(key.substring(slash + 1))
            .withResourceVersion(version)
            .build();
    R object = blank.get();
    object.setMetadata(names);
    return object;
  }
}
