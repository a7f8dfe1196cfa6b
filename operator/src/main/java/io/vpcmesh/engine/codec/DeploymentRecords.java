package io.vpcmesh.engine.codec;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.hash.Hashing;
import io.vpcmesh.api.v1alpha1.DeploymentTarget;
import io.vpcmesh.api.v1alpha1.DeploymentTrigger;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.TargetKind;
import io.vpcmesh.api.v1alpha1.TriggerKind;
import io.vpcmesh.deployment.Changes;
import io.vpcmesh.deployment.Changes.Change;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Trigger;
import io.vpcmesh.engine.Journal;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.topology.DeploymentPlan;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a journal says of deployments, as it is published. */
public final class DeploymentRecords {

  private static final int LONGEST_LABEL = 63;
  private static final int HASH = 10;
  private static final int LONGEST_MANAGER = 128;

  private DeploymentRecords() {}

  /** The records of a resource, by name: of the change under way, or the last, and the former. */
  public static ImmutableSortedMap<String, DeploymentRecord> of(Key key, Journal journal) {
    ImmutableSortedMap.Builder<String, DeploymentRecord> records =
        ImmutableSortedMap.naturalOrder();
    journal
        .changes()
        .ifPresent(changes -> {
          changes
              .past()
              .forEach(past -> records.put(past.nameOf(key), record(key, past, Optional.empty())));
          changes
              .change()
              .ifPresent(change ->
                  records.put(
                      change.deployment().nameOf(key),
                      record(key, change.deployment(), Optional.of(spec(key, journal, changes)))));
        });
    return records.buildOrThrow();
  }

  /** The names of the records that are kept: those of {@link #of}, and the running revision's. */
  public static ImmutableSet<String> kept(Key key, Journal journal) {
    Stream<Deployment> told =
        journal.changes().stream()
            .flatMap(changes ->
                Stream.concat(
                    changes.past().stream(), changes.change().stream().map(Change::deployment)));
    Stream<String> running =
        journal.running().stream().map(it -> Deployment.nameOf(key, it.number(), it.hash()));
    return Stream.concat(told.map(it -> it.nameOf(key)), running)
        .collect(ImmutableSet.toImmutableSet());
  }

  private static DeploymentRecord record(
      Key key, Deployment deployment, Optional<MeshDeploymentSpec> spec) {
    return new DeploymentRecord(
        labels(key, deployment.phase()), spec, DeploymentStatus.of(deployment));
  }

  private static ImmutableSortedMap<String, String> labels(Key key, Phase phase) {
    ImmutableSortedMap.Builder<String, String> labels = ImmutableSortedMap.naturalOrder();
    labels.put(DeploymentRecord.TARGET_KIND, key.kind());
    labels.put(DeploymentRecord.TARGET, label(key.ref().name()));
    if (phase == Phase.FINALIZING || phase == Phase.COMPLETED) {
      labels.put(DeploymentRecord.COMPLETED, "true");
    }
    return labels.buildOrThrow();
  }

  private static String label(String name) {
    return name.length() <= LONGEST_LABEL
        ? name
        : name.substring(0, LONGEST_LABEL - HASH - 1)
            + "-"
            + Hashing.sha256()
                .hashString(name, StandardCharsets.UTF_8)
                .toString()
                .substring(0, HASH);
  }

  private static MeshDeploymentSpec spec(Key key, Journal journal, Changes<?> changes) {
    Change<?> change = changes.change().orElseThrow();
    Snapshot<?> target = change.target();
    TargetKind kind =
        switch (key) {
          case EndpointKey _ -> TargetKind.SERVICE_ENDPOINT;
          case MeshId _ -> TargetKind.SERVICE_MESH;
        };
    return new MeshDeploymentSpec(
        new DeploymentTarget(kind, key.ref().name(), journal.uid()),
        target.number(),
        target.generation(),
        target.hash(),
        SnapshotJson.of(target.declared()),
        source(journal, changes, target.number()),
        DeploymentPlan.of(change.deployment().policy()),
        trigger(change.deployment().trigger()));
  }

  /** What ran before; when the change itself runs already, that is what a person may go back to. */
  private static @Nullable Long source(Journal journal, Changes<?> changes, long target) {
    return Stream.concat(
            journal.running().stream().map(Snapshot::number),
            changes.former().stream().map(Snapshot::number))
        .filter(number -> number < target)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static DeploymentTrigger trigger(Trigger trigger) {
    TriggerKind kind =
        switch (trigger.kind()) {
          case APPLY -> TriggerKind.APPLY;
          case RETRY -> TriggerKind.RETRY;
          case UNDO -> TriggerKind.UNDO;
        };
    return new DeploymentTrigger(
        kind, trigger.by().isEmpty() ? null : Cut.to(LONGEST_MANAGER, trigger.by()));
  }
}
