package io.vpcmesh.standalone;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.deployment.Changes;
import io.vpcmesh.deployment.Recorded;
import io.vpcmesh.engine.Journal;
import io.vpcmesh.engine.codec.DeploymentReading;
import io.vpcmesh.engine.codec.DeploymentRecord;
import io.vpcmesh.engine.codec.DeploymentRecords;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.standalone.directory.ManifestName;
import io.vpcmesh.standalone.directory.ManifestName.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of deployments, a file for each: {@code
 * deployments/endpoints/shop.e-orders-8-1a2b3.json}. That of a change is written before the journal
 * that begins it; what else is said of it follows the journal, and holds nothing up.
 */
public final class DeploymentFiles {

  private static final String DEPLOYMENTS = "deployments";
  private static final String WAY_OUT = "remove it, or restore it from a backup";
  private static final Logger LOG = LoggerFactory.getLogger(DeploymentFiles.class);

  private final Folder<DeploymentRecord> ofEndpoints;
  private final Folder<DeploymentRecord> ofMeshes;
  private final Supplier<Map<Key, Map<String, DeploymentRecord>>> written =
      Suppliers.memoize(this::read);

  DeploymentFiles(Folder.Cabinet cabinet) {
    ofEndpoints = new Folder<>(cabinet, DEPLOYMENTS, Kind.ENDPOINT, DeploymentRecord.class);
    ofMeshes = new Folder<>(cabinet, DEPLOYMENTS, Kind.MESH, DeploymentRecord.class);
  }

  /** All that can be read, by namespace and name. */
  public ImmutableSortedMap<ManifestName, DeploymentRecord> readAll() {
    return ImmutableSortedMap.<ManifestName, DeploymentRecord>naturalOrder()
        .putAll(ofMeshes.readUsable(WAY_OUT))
        .putAll(ofEndpoints.readUsable(WAY_OUT))
        .buildOrThrow();
  }

  private Map<Key, Map<String, DeploymentRecord>> read() {
    Map<Key, Map<String, DeploymentRecord>> all = new ConcurrentHashMap<>();
    readAll()
        .forEach((name, record) ->
            record
                .spec()
                .flatMap(spec ->
                    new ManifestName(name.kind(), name.namespace(), spec.targetRef().name()).key())
                .ifPresent(key ->
                    all.computeIfAbsent(key, _ -> new ConcurrentHashMap<>())
                        .put(name.name(), record)));
    return all;
  }

  /** What they tell of those endpoints. */
  ImmutableListMultimap<EndpointKey, Recorded<ServiceEndpointSpec>> endpoints(
      Predicate<EndpointKey> which) {
    ImmutableListMultimap.Builder<EndpointKey, Recorded<ServiceEndpointSpec>> told =
        ImmutableListMultimap.builder();
    readable()
        .forEach((key, records) -> {
          if (key instanceof EndpointKey endpoint && which.test(endpoint)) {
            records.forEach((name, record) ->
                DeploymentReading.of(endpoint, name, Optional.empty(), record)
                    .ifPresent(it -> told.put(endpoint, it)));
          }
        });
    return told.build();
  }

  /** What they tell of those meshes. */
  ImmutableListMultimap<MeshId, Recorded<ServiceMeshSpec>> meshes(Predicate<MeshId> which) {
    ImmutableListMultimap.Builder<MeshId, Recorded<ServiceMeshSpec>> told =
        ImmutableListMultimap.builder();
    readable()
        .forEach((key, records) -> {
          if (key instanceof MeshId mesh && which.test(mesh)) {
            records.forEach((name, record) ->
                DeploymentReading.of(mesh, name, Optional.empty(), record)
                    .ifPresent(it -> told.put(mesh, it)));
          }
        });
    return told.build();
  }

  /** A damaged file keeps nobody from starting: without it no journal is begun. */
  private Map<Key, Map<String, DeploymentRecord>> readable() {
    try {
      return written.get();
    } catch (StateException damaged) {
      LOG.atWarn()
          .addKeyValue("reason", damaged.getMessage())
          .log("the records of deployments cannot be read: whoever has no journal waits for them");
      return ImmutableMap.of();
    }
  }

  /** Writes the record of a change that is about to be journaled. */
  void announce(Key key, Journal next) {
    DeploymentRecords.of(key, next)
        .forEach((name, record) -> {
          boolean fresh = record.spec().filter(spec -> !isThere(key, name, spec)).isPresent();
          if (fresh) {
            write(key, name, record);
          }
        });
  }

  private boolean isThere(Key key, String name, MeshDeploymentSpec wanted) {
    DeploymentRecord there = of(key).get(name);
    return there != null
        && there
            .spec()
            .filter(spec -> spec.targetRef().equals(wanted.targetRef()))
            .filter(spec -> spec.hash().equals(wanted.hash()))
            .isPresent();
  }

  /** A journal was written: its records follow, at the next write if they cannot now. */
  void follow(Key key, Journal journal) {
    try {
      DeploymentRecords.of(key, journal).forEach((name, record) -> update(key, name, record));
      prune(key, journal);
    } catch (StateException failed) {
      LOG.atWarn()
          .addKeyValue("resource", key)
          .addKeyValue("reason", failed.getMessage())
          .log("the records of its deployments do not say yet where they stand");
    }
  }

  private void update(Key key, String name, DeploymentRecord record) {
    DeploymentRecord there = of(key).get(name);
    if (there == null) {
      return;
    }
    // What was brought in is frozen.
    DeploymentRecord next = new DeploymentRecord(record.labels(), there.spec(), record.status());
    if (!next.equals(there)) {
      write(key, name, next);
    }
  }

  private void prune(Key key, Journal journal) {
    long newest = journal.changes().map(Changes::revisions).orElse(0L);
    ImmutableSet<String> kept = DeploymentRecords.kept(key, journal);
    of(key)
        .forEach((name, record) -> {
          // One with a higher number is of a change that is about to be journaled.
          boolean known = record.spec().filter(spec -> spec.revision() <= newest).isPresent();
          if (known && !kept.contains(name)) {
            delete(key, name);
          }
        });
  }

  /** The resource goes, and its records with it. */
  void forget(Key key) {
    of(key).keySet().forEach(name -> delete(key, name));
    written.get().remove(key);
  }

  private void write(Key key, String name, DeploymentRecord record) {
    folder(key).write(file(key, name), record);
    of(key).put(name, record);
  }

  private void delete(Key key, String name) {
    folder(key).delete(file(key, name));
    of(key).remove(name);
  }

  private static ManifestName file(Key key, String name) {
    return new ManifestName(ManifestName.of(key).kind(), key.ref().namespace(), name);
  }

  private Folder<DeploymentRecord> folder(Key key) {
    return switch (key) {
      case EndpointKey _ -> ofEndpoints;
      case MeshId _ -> ofMeshes;
    };
  }

  private Map<String, DeploymentRecord> of(Key key) {
    return written.get().computeIfAbsent(key, _ -> new ConcurrentHashMap<>());
  }
}
