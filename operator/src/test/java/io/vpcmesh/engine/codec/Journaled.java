package io.vpcmesh.engine.codec;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.CloudMapNamespace;
import io.vpcmesh.api.v1alpha1.DeletionPolicy;
import io.vpcmesh.api.v1alpha1.Discovery;
import io.vpcmesh.api.v1alpha1.EndpointPort;
import io.vpcmesh.api.v1alpha1.MeshAws;
import io.vpcmesh.api.v1alpha1.MeshDefaults;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.PortProtocol;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.StaticAddress;
import io.vpcmesh.api.v1alpha1.StaticBackend;
import io.vpcmesh.api.v1alpha1.Vpc;
import io.vpcmesh.deployment.Baseline;
import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Changes;
import io.vpcmesh.deployment.Changes.Change;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Deployment.Remark;
import io.vpcmesh.deployment.Deployment.Trip;
import io.vpcmesh.deployment.Evidence;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.deployment.Trigger;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The journal of an endpoint or of a mesh, as far as deployments go.
 *
 * @param running the number of the revision that runs; 0 is none
 * @param past oldest first
 */
public record Journaled(
    String uid, long running, ImmutableList<Deployment> past, Optional<Deployment> change) {

  static final Instant BEGUN = Instant.parse("2026-07-01T10:00:00.5Z");
  static final Instant SINCE = Instant.parse("2026-07-01T10:01:00Z");

  /** One of which nothing runs yet. */
  public static Journaled nothing() {
    return new Journaled("uid-orders", 0, ImmutableList.of(), Optional.empty());
  }

  public Journaled running(long number) {
    return new Journaled(uid, number, past, change);
  }

  public Journaled past(Deployment... former) {
    return new Journaled(uid, running, ImmutableList.copyOf(former), change);
  }

  public Journaled change(Deployment next) {
    return new Journaled(uid, running, past, Optional.of(next));
  }

  public Journaled uid(String next) {
    return new Journaled(next, running, past, change);
  }

  /** The deployment of a revision, in a phase. */
  public static Deployment deployment(long revision, Phase phase) {
    Deployment pending =
        Deployment.pending(
            revision,
            hash(revision),
            new Trigger(Trigger.Kind.APPLY, ""),
            DeploymentPolicy.DEFAULT,
            revision == 1,
            BEGUN);
    return in(pending, phase, Optional.empty(), Optional.empty());
  }

  /** One that was given up since two of four instances were lost. */
  public static Deployment tripped(long revision, Phase phase) {
    return in(
        deployment(revision, phase),
        phase,
        Optional.of(new Trip(Cause.INSTANCES_UNHEALTHY, SINCE)),
        Optional.of(new Remark("InstancesUnhealthy", "2 of 4 are lost")));
  }

  private static Deployment in(
      Deployment was, Phase phase, Optional<Trip> trip, Optional<Remark> remark) {
    return new Deployment(
        was.revision(),
        was.hash(),
        was.trigger(),
        was.policy(),
        was.first(),
        was.adopting(),
        phase,
        trip.isPresent() ? 1 : 0,
        was.begunAt(),
        SINCE,
        Optional.empty(),
        Stance.Phase.AT_REST,
        trip.map(_ ->
            new Baseline(
                ImmutableSortedSet.of("a", "b", "c", "d"),
                ImmutableSortedSet.of(),
                ImmutableSortedSet.of("old-alarm"))),
        trip.isPresent()
            ? ImmutableSortedMap.of(Cause.INSTANCES_UNHEALTHY, ImmutableSortedSet.of("a", "b"))
            : ImmutableSortedMap.of(),
        trip.map(_ ->
                ImmutableList.of(
                    new Evidence(Cause.INSTANCES_UNHEALTHY, "a", "a is not healthy", SINCE)))
            .orElseGet(ImmutableList::of),
        trip,
        remark,
        false);
  }

  static String hash(long revision) {
    return "abcde" + revision;
  }

  /** As it is written down. */
  public EndpointJournal journal() {
    return new EndpointJournal(
        uid,
        running == 0 ? Optional.empty() : Optional.of(snapshot(running)),
        Optional.empty(),
        Optional.empty(),
        ImmutableMap.of(),
        ImmutableList.of(),
        Optional.empty(),
        Optional.of(changes(Journaled::snapshot)));
  }

  /** As it is written down of a mesh. */
  public MeshJournal meshJournal() {
    return new MeshJournal(
        uid,
        running == 0 ? Optional.empty() : Optional.of(meshSnapshot(running)),
        Optional.empty(),
        Optional.empty(),
        Optional.of(changes(Journaled::meshSnapshot)));
  }

  private <T> Changes<T> changes(LongFunction<Snapshot<T>> snapshot) {
    return new Changes<>(
        Optional.empty(),
        change.map(Deployment::revision).orElse(running),
        change.map(it -> new Change<>(snapshot.apply(it.revision()), it)),
        past,
        ImmutableList.of(),
        Optional.empty(),
        ImmutableSortedMap.of());
  }

  private static Snapshot<ServiceEndpointSpec> snapshot(long number) {
    return new Snapshot<>(number, hash(number), number + 10, spec((int) number));
  }

  private static Snapshot<ServiceMeshSpec> meshSnapshot(long number) {
    return new Snapshot<>(number, hash(number), number + 10, mesh(number + "s"));
  }

  private static ServiceMeshSpec mesh(String ttl) {
    return new ServiceMeshSpec(
        MeshMode.ENFORCE,
        new MeshAws(
            "eu-west-1", null, null, List.of(new Vpc("vpc-0a", true)), Map.of("team", "shop")),
        new CloudMapNamespace("shop.internal", NamespaceType.DNS_PRIVATE, Ownership.MANAGED),
        null,
        new MeshDefaults(new Discovery(null, ttl, null, null, Map.of(), null)),
        null,
        null,
        null,
        null,
        List.of(),
        5);
  }

  private static ServiceEndpointSpec spec(int port) {
    return new ServiceEndpointSpec(
        new MeshRef("shop", null),
        null,
        DeletionPolicy.DELETE,
        List.of(new EndpointPort("http", port, null, PortProtocol.TCP)),
        new Backend(null, new StaticBackend(List.of(new StaticAddress("10.0.0.1", null, null)))),
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }
}
