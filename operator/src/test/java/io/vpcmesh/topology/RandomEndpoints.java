package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.Alarms;
import io.vpcmesh.api.v1alpha1.AuthorizationDefault;
import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.DeletionPolicy;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.DeploymentStep;
import io.vpcmesh.api.v1alpha1.Discovery;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.EndpointAuthorization;
import io.vpcmesh.api.v1alpha1.EndpointPort;
import io.vpcmesh.api.v1alpha1.EndpointRef;
import io.vpcmesh.api.v1alpha1.EndpointSecurityGroups;
import io.vpcmesh.api.v1alpha1.HealthReporting;
import io.vpcmesh.api.v1alpha1.KubernetesBackend;
import io.vpcmesh.api.v1alpha1.LabelExpression;
import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.NamespaceSelector;
import io.vpcmesh.api.v1alpha1.OnAllUnhealthy;
import io.vpcmesh.api.v1alpha1.PodSelector;
import io.vpcmesh.api.v1alpha1.PortProtocol;
import io.vpcmesh.api.v1alpha1.SelectorOperator;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.StaticAddress;
import io.vpcmesh.api.v1alpha1.StaticBackend;
import io.vpcmesh.api.v1alpha1.TargetPort;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Valid specs of endpoints, with each field there or not. */
final class RandomEndpoints {

  private final Random random;

  RandomEndpoints(long seed) {
    random = new Random(seed);
  }

  ServiceEndpointSpec next() {
    return new ServiceEndpointSpec(
        new MeshRef("mesh", orNull(() -> "infra")),
        orNull(() -> "orders-" + random.nextInt(9)),
        pick(DeletionPolicy.DELETE, DeletionPolicy.RETAIN),
        ImmutableList.of(port("http", 80), port("admin", 9_000 + random.nextInt(9))),
        pick(fixed(), pods(new KubernetesBackend("orders", null, orNull(random::nextBoolean)))),
        orNull(this::discovery),
        some(Stream.of(peer(), namespaces(), group(), network())),
        orNull(() ->
            new EndpointAuthorization(pick(AuthorizationDefault.ALLOW, AuthorizationDefault.DENY))),
        orNull(() -> new EndpointSecurityGroups(some(Stream.of("sg-0a1b2c3d", "sg-0a1b2c3e")))),
        orNull(random::nextBoolean),
        orNull(this::deployment));
  }

  private EndpointPort port(String name, int number) {
    return new EndpointPort(
        name,
        number,
        orNull(() -> new TargetPort.ByNumber(1 + random.nextInt(65_000))),
        pick(PortProtocol.TCP, PortProtocol.HTTP));
  }

  private Backend fixed() {
    return new Backend(
        null,
        new StaticBackend(
            IntStream.range(0, random.nextInt(4))
                .mapToObj(i ->
                    new StaticAddress(
                        "10.0.1." + i, null, orNull(() -> "eu-west-1" + "abc".charAt(i % 3))))
                .collect(ImmutableList.toImmutableList())));
  }

  private Backend pods(KubernetesBackend ofService) {
    return new Backend(
        pick(
            ofService,
            new KubernetesBackend(
                null, new PodSelector(ImmutableMap.of("app", "a" + random.nextInt(9))), null)),
        null);
  }

  private Discovery discovery() {
    return new Discovery(
        orNull(() -> pick(DnsRecords.A, DnsRecords.AUTO)),
        orNull(() -> pick("10s", "1m30s")),
        orNull(() -> pick(HealthReporting.CUSTOM, HealthReporting.NONE)),
        orNull(() -> pick(OnAllUnhealthy.EMPTY, OnAllUnhealthy.KEEP_LAST)),
        random.nextBoolean() ? ImmutableMap.of() : ImmutableMap.of("team", "t" + random.nextInt(9)),
        orNull(() -> "20s"));
  }

  private Client peer() {
    return new Client(
        new EndpointRef("cart", orNull(() -> "shop")),
        null,
        null,
        null,
        null,
        some(Stream.of("http", "admin")));
  }

  private Client namespaces() {
    return new Client(
        null,
        new NamespaceSelector(
            ImmutableMap.of("team", "x"),
            some(Stream.of(new LabelExpression("env", SelectorOperator.IN, List.of("a", "b"))))),
        null,
        null,
        null,
        ImmutableList.of());
  }

  private static Client group() {
    return new Client(null, null, "sg-0123abcd", null, null, ImmutableList.of());
  }

  private static Client network() {
    return new Client(null, null, null, null, "10.1.0.0/16", ImmutableList.of());
  }

  private DeploymentSettings deployment() {
    return new DeploymentSettings(
        some(Stream.of(new DeploymentStep(100, orNull(() -> "5s"), orNull(random::nextBoolean)))),
        orNull(() -> "2s"),
        null,
        null,
        null,
        orNull(() -> new Alarms(List.of("orders-5xx"))),
        orNull(() -> random.nextInt(5)));
  }

  private <T> @Nullable T orNull(Supplier<? extends T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <T> ImmutableList<T> some(Stream<T> all) {
    return all.filter(_ -> random.nextBoolean()).collect(ImmutableList.toImmutableList());
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
