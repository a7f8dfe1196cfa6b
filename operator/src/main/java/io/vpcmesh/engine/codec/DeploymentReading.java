package io.vpcmesh.engine.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.DeploymentTrigger;
import io.vpcmesh.api.v1alpha1.MeshDeploymentSpec;
import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Deployment.Remark;
import io.vpcmesh.deployment.Evidence;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Recorded;
import io.vpcmesh.deployment.Recorded.Told;
import io.vpcmesh.deployment.Trigger;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records of deployments, read for want of a journal. What a name says counts; of a record that
 * says something else no more than that is known, and it hides no other.
 */
public final class DeploymentReading {

  private static final Pattern TAIL = Pattern.compile("-(\\d{1,12})-([^-]{1,5})$");

  private DeploymentReading() {}

  /** The record of that name, if it is about this endpoint. */
  public static Optional<Recorded<ServiceEndpointSpec>> of(
      EndpointKey key, String name, Optional<String> owner, DeploymentRecord record) {
    return read(key, name, owner, record, SnapshotJson::endpoint);
  }

  /** The record of that name, if it is about this mesh. */
  public static Optional<Recorded<ServiceMeshSpec>> of(
      MeshId key, String name, Optional<String> owner, DeploymentRecord record) {
    return read(key, name, owner, record, SnapshotJson::mesh);
  }

  private static <D> Optional<Recorded<D>> read(
      Key key,
      String name,
      Optional<String> owner,
      DeploymentRecord record,
      Function<Map<String, JsonNode>, D> snapshot) {
    Matcher tail = TAIL.matcher(name);
    if (!tail.find()) {
      return Optional.empty();
    }
    long revision = Long.parseLong(tail.group(1));
    if (!Deployment.nameOf(key, revision, tail.group(2)).equals(name)) {
      return Optional.empty();
    }
    Optional<MeshDeploymentSpec> sound = record.spec().filter(spec -> isNamed(key, name, spec));
    return Optional.of(
        new Recorded<>(
            owner,
            revision,
            sound.map(MeshDeploymentSpec::hash).orElseGet(() -> tail.group(2)),
            sound.map(MeshDeploymentSpec::generation).orElse(0L),
            sound.flatMap(spec -> spec(spec, snapshot)),
            record.labels().containsKey(DeploymentRecord.COMPLETED),
            sound.isPresent()
                ? sound.map(MeshDeploymentSpec::sourceRevision)
                : Optional.of(revision - 1).filter(before -> before > 0),
            trigger(sound.map(MeshDeploymentSpec::trigger).orElse(null)),
            told(record.status())));
  }

  private static boolean isNamed(Key key, String name, MeshDeploymentSpec spec) {
    return spec.revision() != null
        && spec.hash() != null
        && Deployment.nameOf(key, spec.revision(), spec.hash()).equals(name);
  }

  private static <D> Optional<D> spec(
      MeshDeploymentSpec spec, Function<Map<String, JsonNode>, D> snapshot) {
    try {
      return Optional.ofNullable(snapshot.apply(spec.snapshot()));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static Trigger trigger(@Nullable DeploymentTrigger trigger) {
    if (trigger == null || trigger.kind() == null) {
      return new Trigger(Trigger.Kind.APPLY, "");
    }
    Trigger.Kind kind =
        switch (trigger.kind()) {
          case APPLY, UNKNOWN -> Trigger.Kind.APPLY;
          case RETRY -> Trigger.Kind.RETRY;
          case UNDO -> Trigger.Kind.UNDO;
        };
    return new Trigger(kind, Optional.ofNullable(trigger.by()).orElse(""));
  }

  private static Optional<Told> told(MeshDeploymentStatus status) {
    Optional<Instant> since = time(status.phaseSince());
    Optional<Instant> begun = time(status.begunAt());
    return since.isEmpty() || begun.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(status.phase())
            .flatMap(Phase::spelled)
            .map(phase ->
                new Told(
                    phase,
                    remark(status),
                    begun.orElseThrow(),
                    since.orElseThrow(),
                    status.evidence().stream()
                        .flatMap(seen -> evidence(seen, since.orElseThrow()))
                        .collect(ImmutableList.toImmutableList())));
  }

  private static Optional<Remark> remark(MeshDeploymentStatus status) {
    return Optional.ofNullable(status.reason())
        .map(reason -> new Remark(reason, Optional.ofNullable(status.message()).orElse("")));
  }

  private static Stream<Evidence> evidence(
      io.vpcmesh.api.v1alpha1.Evidence seen, Instant otherwise) {
    return Optional.ofNullable(seen.cause()).flatMap(Cause::spelled).stream()
        .map(cause ->
            new Evidence(
                cause,
                Optional.ofNullable(seen.unit()).orElse(""),
                Optional.ofNullable(seen.message()).orElse(""),
                time(seen.at()).orElse(otherwise)));
  }

  private static Optional<Instant> time(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeException odd) {
      return Optional.empty();
    }
  }
}
