package io.vpcmesh.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.engine.Store.StoreException;
import io.vpcmesh.engine.codec.JournalJson;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Journals as ConfigMaps in the operator's own namespace, one for each resource. There they are out
 * of reach of whoever owns the resource, and outlive its namespace as long as it is being cleaned
 * up.
 *
 * <p>A write carries the version that it follows. When another process wrote in between, this one
 * does not lead any more, whatever it believes.
 */
final class JournalMaps {

  private static final Logger LOG = LoggerFactory.getLogger(JournalMaps.class);
  private static final ObjectMapper JSON = JournalJson.mapper();

  private static final String KIND = "vpcmesh.io/journal-of";
  private static final String ABOUT = "vpcmesh.io/resource";
  private static final String JOURNAL = "journal.json";
  private static final int LONGEST_READABLE = 200;
  private static final int HASH = 10;

  private final KubernetesClient client;
  private final String namespace;
  private final Fence fence;
  private final Map<Key, JournalMemory> memories = new ConcurrentHashMap<>();

  /**
   * @param fence looked at again before a write is repeated in another way
   */
  JournalMaps(KubernetesClient client, String namespace, Fence fence) {
    this.client = client;
    this.namespace = namespace;
    this.fence = fence;
  }

  /** The journals of endpoints, read from the API server itself. */
  ImmutableMap<EndpointKey, EndpointJournal> endpoints() {
    Map<EndpointKey, EndpointJournal> journals = new HashMap<>();
    for (ConfigMap map : list("ServiceEndpoint")) {
      about(map)
          .map(ref -> EndpointKey.of(ref[0], ref[1]))
          .ifPresent(key ->
              read(map, EndpointJournal.class, key)
                  .ifPresent(journal -> journals.put(key, journal)));
    }
    return ImmutableMap.copyOf(journals);
  }

  /** The journals of meshes, read from the API server itself. */
  ImmutableMap<MeshId, MeshJournal> meshes() {
    Map<MeshId, MeshJournal> journals = new HashMap<>();
    for (ConfigMap map : list("ServiceMesh")) {
      about(map)
          .map(ref -> MeshId.of(ref[0], ref[1]))
          .ifPresent(key ->
              read(map, MeshJournal.class, key).ifPresent(journal -> journals.put(key, journal)));
    }
    return ImmutableMap.copyOf(journals);
  }

  /** Writes a journal over the version that was written or read last, or creates it. */
  void write(Key key, Object journal) {
    String text = json(key, journal);
    JournalMemory before = memories.getOrDefault(key, JournalMemory.EMPTY).trying(text);
    memories.put(key, before);
    try {
      memories.put(key, put(key, text, before));
    } catch (KubernetesClientException failed) {
      memories.put(key, recovered(key, text, before, failed));
    }
  }

  /** Deletes a journal; that there is none is fine. */
  void delete(Key key) {
    try {
      map(key).delete();
      memories.remove(key);
    } catch (KubernetesClientException failed) {
      throw failure(key, "cannot be deleted", failed);
    }
  }

  private JournalMemory put(Key key, String text, JournalMemory before) {
    ConfigMap map = map(key, text, before.version());
    ConfigMap now =
        before.version().isEmpty()
            ? client.resource(map).inNamespace(namespace).create()
            : client.resource(map).inNamespace(namespace).update();
    return JournalMemory.of(now.getMetadata().getResourceVersion(), text);
  }

  /** A write that failed may have happened, or an earlier one of which nobody heard. */
  private JournalMemory recovered(
      Key key, String text, JournalMemory before, KubernetesClientException failed) {
    if (failed.getCode() == HttpURLConnection.HTTP_NOT_FOUND && before.version().isPresent()) {
      LOG.atWarn()
          .addKeyValue("resource", key)
          .addKeyValue("configmap", namespace + "/" + name(key))
          .log("somebody deleted a journal: it is written anew");
      fence.check();
      return put(key, text, before.lost());
    }
    if (failed.getCode() != HttpURLConnection.HTTP_CONFLICT) {
      throw failure(key, "cannot be written", failed);
    }
    ConfigMap there = map(key).get();
    String stored = there == null ? "" : textOf(there);
    if (there == null || !before.isMine(stored)) {
      throw failure(key, "was written by somebody else", failed);
    }
    JournalMemory found = before.found(there.getMetadata().getResourceVersion());
    memories.put(key, found);
    if (stored.equals(text)) {
      return found;
    }
    fence.check();
    return put(key, text, found);
  }

  private Iterable<ConfigMap> list(String kind) {
    return client.configMaps().inNamespace(namespace).withLabel(KIND, kind).list().getItems();
  }

  private static Optional<String[]> about(ConfigMap map) {
    return Optional.ofNullable(map.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(ABOUT))
        .map(text -> text.split("/", 2))
        .filter(parts -> parts.length == 2);
  }

  /** A journal that cannot be read stays: nothing is done for its resource until it can. */
  private <J> Optional<J> read(ConfigMap map, Class<J> type, Key key) {
    String text = textOf(map);
    try {
      J journal = JSON.readValue(text, type);
      memories.put(key, JournalMemory.of(map.getMetadata().getResourceVersion(), text));
      return Optional.of(journal);
    } catch (JsonProcessingException damaged) {
      LOG.atError()
          .addKeyValue("resource", key)
          .addKeyValue("configmap", namespace + "/" + map.getMetadata().getName())
          .addKeyValue("reason", damaged.getOriginalMessage())
          .log(
              "a journal cannot be read: nothing is done for its resource until it is restored or deleted");
      return Optional.empty();
    }
  }

  private static String textOf(ConfigMap map) {
    return Objects.requireNonNullElse(map.getData(), Map.<String, String>of())
        .getOrDefault(JOURNAL, "");
  }

  private static String json(Key key, Object journal) {
    try {
      return JSON.writeValueAsString(journal);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("the journal of " + key + " has no JSON form", bug);
    }
  }

  private Resource<ConfigMap> map(Key key) {
    return client.configMaps().inNamespace(namespace).withName(name(key));
  }

  private ConfigMap map(Key key, String text, Optional<String> version) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name(key))
        .withNamespace(namespace)
        .withResourceVersion(version.orElse(null))
        .addToLabels("app.kubernetes.io/managed-by", "vpcmesh")
        .addToLabels(KIND, key.kind())
        .addToAnnotations(ABOUT, key.ref().namespace() + "/" + key.ref().name())
        .endMetadata()
        .addToData(JOURNAL, text)
        .build();
  }

  /** Names may be longer than that of a ConfigMap, so a hash tells those apart that are cut. */
  private static String name(Key key) {
    String readable =
        Ascii.toLowerCase(key.kind()) + "-" + key.ref().namespace() + "-" + key.ref().name();
    String hash =
        Hashing.sha256()
            .hashString(
                key.kind() + "/" + key.ref().namespace() + "/" + key.ref().name(),
                StandardCharsets.UTF_8)
            .toString()
            .substring(0, HASH);
    int end = Math.min(readable.length(), LONGEST_READABLE);
    return readable.substring(0, end) + "-" + hash;
  }

  private StoreException failure(Key key, String what, KubernetesClientException failed) {
    return new StoreException(
        "ConfigMap %s/%s, the journal of %s %s: %s"
            .formatted(namespace, name(key), key, what, failed.getMessage()),
        failed);
  }
}
