package io.vpcmesh.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.Journal;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.engine.Store.StoreException;
import io.vpcmesh.engine.codec.DeploymentRecord;
import io.vpcmesh.engine.codec.DeploymentRecords;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what journals say of deployments. A record is created before the journal that begins
 * the change; whatever else is said of it follows the journal, and nothing waits for it.
 */
final class DeploymentWriter {

  private static final Logger LOG = LoggerFactory.getLogger(DeploymentWriter.class);
  private static final ObjectMapper JSON = ResourceJson.mapper();

  private final DeploymentCalls calls;
  private final Fence fence;
  private final Executor elsewhere;
  private final Function<Key, Optional<? extends HasMetadata>> resources;
  private final Map<Key, PublishedRecords> published = new ConcurrentHashMap<>();
  private final Map<Key, PublishedRecords> lost = new HashMap<>();
  private final RecalledRecords recalled = new RecalledRecords();

  /**
   * @param elsewhere for what nothing waits for
   * @param resources what the informer holds of a resource
   */
  DeploymentWriter(
      DeploymentCalls calls,
      Fence fence,
      Executor elsewhere,
      Function<Key, Optional<? extends HasMetadata>> resources) {
    this.calls = calls;
    this.fence = fence;
    this.elsewhere = elsewhere;
    this.resources = resources;
  }

  /** What a predecessor has journaled and published. */
  void remember(Map<? extends Key, ? extends Journal> journals) {
    journals.forEach((key, journal) -> published.put(key, new PublishedRecords(journal)));
    calls.each(this::remember);
    published.putAll(lost);
    published.forEach((key, records) -> {
      // What was journaled had a record: it was taken away.
      DeploymentRecords.of(key, records.journal()).keySet().stream()
          .filter(name -> !records.there.containsKey(name))
          .forEach(records::lose);
      records.behind(records.differs(key));
    });
  }

  private void remember(RawDeployment there) {
    PublishedRecord record = PublishedRecord.of(there);
    String namespace = there.getMetadata().getNamespace();
    String name = there.getSpec().at("/targetRef/name").asText();
    Stream<Key> keys = Stream.of(EndpointKey.of(namespace, name), MeshId.of(namespace, name));
    String kind = there.getSpec().at("/targetRef/kind").asText();
    Optional<Key> found = keys.filter(it -> it.kind().equals(kind)).findFirst();
    PublishedRecords records = found.map(published::get).orElse(null);
    if (records == null) {
      found.ifPresent(key -> recall(key, there));
      // The records of a former life go with it.
    } else if (record.uid().equals(records.journal().uid())) {
      records.there.put(there.getMetadata().getName(), record);
    }
  }

  /** What has no journal may have lost it; its records are kept as they are until there is one. */
  private void recall(Key key, RawDeployment there) {
    Optional<String> uid = resources.apply(key).map(it -> it.getMetadata().getUid());
    Optional<String> owner = RecalledRecords.owner(key, there);
    if (uid.isPresent() && (owner.isEmpty() || owner.equals(uid))) {
      recalled.add(key, there);
      lost.computeIfAbsent(key, _ -> new PublishedRecords(blank(key, uid.orElseThrow())))
          .there
          .put(there.getMetadata().getName(), PublishedRecord.of(there));
    }
  }

  private static Journal blank(Key key, String uid) {
    return switch (key) {
      case EndpointKey _ -> EndpointJournal.empty(uid);
      case MeshId _ -> MeshJournal.empty(uid);
    };
  }

  /** What was remembered of resources that have no journal. */
  RecalledRecords recalled() {
    return recalled;
  }

  /** Creates the record of a change that is about to be journaled. */
  void announce(Key key, Journal next) {
    PublishedRecords records =
        published.computeIfAbsent(key, _ -> new PublishedRecords(blank(key, next.uid())));
    DeploymentRecords.of(key, next)
        .forEach((name, record) ->
            record
                .spec()
                .filter(_ -> !records.knows(name))
                .ifPresent(spec -> create(key, records, object(key, name, record, spec))));
  }

  /** What is being deleted needs no record any more, and in its namespace none may be made. */
  private void create(Key key, PublishedRecords records, RawDeployment object) {
    String name = object.getMetadata().getName();
    boolean stays = resources.apply(key).filter(it -> !it.isMarkedForDeletion()).isPresent();
    if (!stays) {
      records.lose(name);
      return;
    }
    fence.check();
    try {
      calls.create(object);
      records.there.put(name, PublishedRecord.of(object));
    } catch (KubernetesClientException failed) {
      if (failed.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw failure(key, name, "cannot be created: " + failed.getMessage(), failed);
      }
      records.there.put(name, same(key, object, failed));
    }
  }

  /** One of the name is there: ours, of which nobody heard, or another one. */
  private PublishedRecord same(Key key, RawDeployment wanted, KubernetesClientException conflict) {
    ObjectRef ref = Declared.ref(wanted);
    Optional<PublishedRecord> there = get(key, ref).map(PublishedRecord::of);
    if (there.isEmpty()) {
      throw failure(key, ref.name(), "went just now: it is created next time", conflict);
    }
    PublishedRecord found = there.orElseThrow();
    PublishedRecord mine = PublishedRecord.of(wanted);
    if (!found.uid().equals(mine.uid())) {
      fence.check();
      delete(key, ref);
      throw failure(key, ref.name(), "is of a former life and goes first", conflict);
    }
    if (found.revision() != mine.revision() || !found.hash().equals(mine.hash())) {
      throw failure(
          key,
          ref.name(),
          "is about revision %d with hash %s, not about revision %d with hash %s: delete it"
              .formatted(found.revision(), found.hash(), mine.revision(), mine.hash()),
          conflict);
    }
    return found;
  }

  private Optional<RawDeployment> get(Key key, ObjectRef ref) {
    try {
      return calls.get(ref);
    } catch (KubernetesClientException failed) {
      throw failure(key, ref.name(), "cannot be read: " + failed.getMessage(), failed);
    }
  }

  private void delete(Key key, ObjectRef ref) {
    try {
      calls.delete(ref);
    } catch (KubernetesClientException failed) {
      throw failure(key, ref.name(), "cannot be deleted: " + failed.getMessage(), failed);
    }
  }

  /** A journal was written: its records follow. */
  void follow(Key key, Journal journal) {
    PublishedRecords records = published.computeIfAbsent(key, _ -> new PublishedRecords(journal));
    records.journal(journal);
    if (records.differs(key)) {
      later(key, records);
    }
  }

  /** Has the records follow that could not. */
  void catchUp() {
    published.forEach((key, records) -> {
      if (records.isBehind()) {
        later(key, records);
      }
    });
  }

  /** The resource goes, and its records with it. */
  void forget(Key key) {
    published.remove(key);
  }

  private void later(Key key, PublishedRecords records) {
    if (records.queued.compareAndSet(false, true)) {
      elsewhere.execute(() -> {
        records.queued.set(false);
        synchronized (records) {
          if (fence.isOpen() && published.get(key) == records) {
            tried(key, records);
          }
        }
      });
    }
  }

  private void tried(Key key, PublishedRecords records) {
    try {
      DeploymentRecords.of(key, records.journal())
          .forEach((name, record) -> write(key, records, name, record));
      records.surplus(key).forEach(name -> prune(key, records, name));
      records.behind(false);
    } catch (KubernetesClientException | StoreException failed) {
      records.behind(true);
      LOG.atWarn()
          .addKeyValue("resource", key)
          .addKeyValue("reason", failed.getMessage())
          .log("the records of its deployments do not say yet where they stand");
    }
  }

  private void write(Key key, PublishedRecords records, String name, DeploymentRecord record) {
    ObjectRef ref = new ObjectRef(key.ref().namespace(), name);
    PublishedRecord known = records.there.get(name);
    if (known == null) {
      return;
    }
    try {
      if (known.lacksLabelOf(record)) {
        fence.check();
        calls.complete(ref);
        known = known.labelled();
        records.there.put(name, known);
      }
      if (!known.says(record)) {
        fence.check();
        calls.status(ref, record.status());
        records.there.put(name, known.saying(record.status()));
      }
    } catch (KubernetesClientException failed) {
      if (failed.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw failed;
      }
      records.lose(name);
    }
  }

  private void prune(Key key, PublishedRecords records, String name) {
    fence.check();
    calls.delete(new ObjectRef(key.ref().namespace(), name));
    records.there.remove(name);
  }

  private static RawDeployment object(
      Key key, String name, DeploymentRecord record, MeshDeploymentSpec spec) {
    RawDeployment object = new RawDeployment();
    object.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(key.ref().namespace())
            .withName(name)
            .withLabels(
                ImmutableMap.<String, String>builder()
                    .put("app.kubernetes.io/managed-by", "vpcmesh")
                    .putAll(record.labels())
                    .buildOrThrow())
            .addNewOwnerReference()
            .withApiVersion("vpcmesh.io/v1alpha1")
            .withKind(key.kind())
            .withName(key.ref().name())
            .withUid(spec.targetRef().uid())
            .withController(true)
            .withBlockOwnerDeletion(false)
            .endOwnerReference()
            .build());
    object.setSpec(JSON.valueToTree(spec));
    return object;
  }

  private static StoreException failure(
      Key key, String name, String what, KubernetesClientException failed) {
    return new StoreException(
        "MeshDeployment %s/%s, the record of a change of %s, %s"
            .formatted(key.ref().namespace(), name, key, what),
        failed);
  }
}
