package io.vpcmesh.standalone;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.CloudMapNamespace;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.api.v1alpha1.DeletionPolicy;
import io.vpcmesh.api.v1alpha1.DeploymentSummary;
import io.vpcmesh.api.v1alpha1.EndpointAwsStatus;
import io.vpcmesh.api.v1alpha1.EndpointPort;
import io.vpcmesh.api.v1alpha1.HandledVerbs;
import io.vpcmesh.api.v1alpha1.KubernetesBackend;
import io.vpcmesh.api.v1alpha1.MeshAws;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.PodSelector;
import io.vpcmesh.api.v1alpha1.PortProtocol;
import io.vpcmesh.api.v1alpha1.QuarantinedRevision;
import io.vpcmesh.api.v1alpha1.Quota;
import io.vpcmesh.api.v1alpha1.RollbackStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.api.v1alpha1.StaticAddress;
import io.vpcmesh.api.v1alpha1.StaticBackend;
import io.vpcmesh.api.v1alpha1.TargetPort;
import io.vpcmesh.api.v1alpha1.Vpc;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.EndpointJournal.GroupRef;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.engine.Store.Journals;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.RoleArn;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.ServiceId;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.model.Snapshot;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Journals and status as a mesh of one endpoint could have them, with anything present or not. */
final class RandomJournals {

  private static final RoleArn ROLE = new RoleArn(RoleArn.EXAMPLE);

  static final EndpointJournal EMPTY_ENDPOINT = EndpointJournal.empty("uid");
  static final MeshJournal EMPTY_MESH = MeshJournal.empty("uid");
  private static final EndpointKey ENDPOINT = EndpointKey.of("shop", "orders.v2");
  private static final MeshId MESH = MeshId.of("shop", "shop");

  private final Random random;

  RandomJournals(Random random) {
    this.random = random;
  }

  Journals next() {
    return new Journals(
        ImmutableMap.of(ENDPOINT, endpointJournal()),
        ImmutableMap.of(MESH, meshJournal()),
        ImmutableMap.of(ENDPOINT, endpointStatus()),
        ImmutableMap.of(MESH, meshStatus()));
  }

  private EndpointJournal endpointJournal() {
    return new EndpointJournal(
        text(),
        maybe(() -> running(endpointSpec())),
        maybe(this::home),
        maybe(() -> ImmutableSet.copyOf(some(EnumSet.allOf(RecordType.class).stream()))),
        ImmutableMap.of(
            new ServiceName("orders"), maybe(() -> new ServiceId(text())),
            new ServiceName("orders-http"), maybe(() -> new ServiceId(text()))),
        some(Stream.of(instant(), instant())),
        maybe(() ->
            new GroupRef(
                text(),
                text(),
                maybe(() -> new SecurityGroupId("sg-0123456789abcdef0")),
                maybe(this::text))),
        Optional.empty());
  }

  private MeshJournal meshJournal() {
    return new MeshJournal(
        text(),
        maybe(() -> running(meshSpec())),
        maybe(this::home),
        maybe(this::text),
        Optional.empty());
  }

  private Home home() {
    return new Home("eu-west-1", maybe(() -> ROLE), text(), text());
  }

  private <D> Snapshot<D> running(D declared) {
    return new Snapshot<>(random.nextLong(), text(), random.nextLong(), declared);
  }

  private ServiceEndpointSpec endpointSpec() {
    return new ServiceEndpointSpec(
        new MeshRef(text(), orNull(this::text)),
        orNull(this::text),
        pick(DeletionPolicy.DELETE, DeletionPolicy.RETAIN),
        some(Stream.of(port(), port())),
        orNull(() ->
            new Backend(
                orNull(this::pods),
                new StaticBackend(some(Stream.of(address(), address(), address()))))),
        null,
        List.of(),
        null,
        null,
        null,
        null);
  }

  private KubernetesBackend pods() {
    return new KubernetesBackend(
        orNull(this::text),
        orNull(() -> new PodSelector(ImmutableMap.of("app", text()))),
        orNull(random::nextBoolean));
  }

  private EndpointPort port() {
    return new EndpointPort(
        text(),
        random.nextInt(65_536),
        orNull(() -> pick(new TargetPort.ByNumber(80), new TargetPort.ByName("http"))),
        pick(PortProtocol.HTTP, PortProtocol.TCP));
  }

  private StaticAddress address() {
    return new StaticAddress(text(), orNull(() -> random.nextInt(65_536)), orNull(this::text));
  }

  private ServiceMeshSpec meshSpec() {
    return new ServiceMeshSpec(
        pick(MeshMode.ENFORCE, MeshMode.OBSERVE),
        new MeshAws(
            text(),
            orNull(this::text),
            null,
            ImmutableList.of(new Vpc(text(), orNull(random::nextBoolean))),
            ImmutableMap.of("team", text())),
        new CloudMapNamespace(
            text(),
            pick(NamespaceType.DNS_PRIVATE, NamespaceType.HTTP),
            pick(Ownership.MANAGED, Ownership.ADOPTED)),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        5);
  }

  private ServiceEndpointStatus endpointStatus() {
    return new ServiceEndpointStatus(
        orNull(random::nextLong),
        some(Stream.of(condition(), condition())),
        orNull(this::text),
        null,
        null,
        null,
        ImmutableList.of(),
        orNull(this::text),
        orNull(this::text),
        orNull(() ->
            new EndpointAwsStatus(
                ImmutableMap.of("orders", text()), orNull(this::text), null, List.of())),
        some(Stream.of(new Quota(text(), random.nextInt(), random.nextInt()))),
        some(Stream.of(text())),
        some(Stream.of(text(), text())),
        orNull(() -> new DeploymentSummary(text(), orNull(this::text), null, null, text())),
        orNull(() -> new RollbackStatus(8L, 7L, text(), text(), instant().toString(), "3s")),
        some(Stream.of(new QuarantinedRevision(text(), random.nextLong(), text(), null))),
        orNull(() -> new HandledVerbs(text(), null, text(), null, null, null)));
  }

  private ServiceMeshStatus meshStatus() {
    return new ServiceMeshStatus(
        orNull(random::nextLong),
        some(Stream.of(condition())),
        orNull(this::text),
        null,
        null,
        null,
        null,
        ImmutableList.of(),
        ImmutableList.of(),
        some(Stream.of(text())),
        null,
        null,
        ImmutableList.of(),
        null);
  }

  private Condition condition() {
    return new Condition(
        text(),
        pick(ConditionStatus.TRUE, ConditionStatus.UNKNOWN),
        orNull(random::nextLong),
        instant().toString(),
        text(),
        text());
  }

  private Instant instant() {
    return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
  }

  private String text() {
    return pick("orders", "Grüße, \"Welt\"\n", "10.0.1.4", "-", "{}", "null");
  }

  @SafeVarargs
  private <T> T pick(T... values) {
    return values[random.nextInt(values.length)];
  }

  private <T> ImmutableList<T> some(Stream<T> values) {
    return values.filter(_ -> random.nextBoolean()).collect(ImmutableList.toImmutableList());
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> @Nullable T orNull(Supplier<T> value) {
    return maybe(value).orElse(null);
  }
}
