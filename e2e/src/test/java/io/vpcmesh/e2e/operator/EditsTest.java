package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.aws.IndependentView.Service;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.FaultyAws;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** People rename, think again and mistype. Each test has endpoints of its own in one mesh. */
@EndToEnd
@ExtendWith(Moto.class)
@TestInstance(Lifecycle.PER_CLASS)
class EditsTest {

  private static final Duration AS_LONG_AS_A_LISTING_IS_BELIEVED = Duration.ofSeconds(11);

  private final FaultyAws way;
  private final Stage stage;

  EditsTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.way = FaultyAws.before(moto.endpoint());
    this.stage = new Stage(plane, moto, way.url());
  }

  @BeforeAll
  void open() throws Exception {
    stage.leader();
    stage.apply(stage.example("mesh"));
    stage.awaitReady("servicemesh");
  }

  @AfterAll
  void close() throws IOException {
    stage.close();
    way.close();
  }

  @Test
  void aServiceNameBelongsToTheOlderEndpointUntilThatIsGone() throws Exception {
    stage.apply(endpoint("cart", "cart", ""));
    ready("cart");
    Service before = service("cart");

    stage.apply(endpoint("basket", "cart", ""));
    stage.in("wait", "--for=condition=Accepted=False", "sep/basket", "--timeout=30s");
    String refusal = condition("basket", "Accepted");
    Service meanwhile = service("cart");
    stage.in("delete", "sep", "cart", "--timeout=60s");
    ready("basket");

    assertThat(refusal)
        .contains("NameConflict", "cart, already owned by " + stage.shop() + "/cart");
    assertThat(meanwhile).isEqualTo(before);
    assertThat(addresses("cart")).containsExactly("10.0.5.1:80", "10.0.5.2:80");
  }

  @Test
  void aRenameInOneApplyEndsWithOneServiceUnderTheName() throws Exception {
    stage.apply(endpoint("mail", "mail", ""));
    ready("mail");

    prune("mail", endpoint("post", "mail", ""));
    stage.in("wait", "--for=delete", "sep/mail", "--timeout=60s");
    ready("post");

    assertThat(addresses("mail")).containsExactly("10.0.5.1:80", "10.0.5.2:80");
  }

  @Test
  void whatIsRetainedStaysAndIsTakenUpAgain() throws Exception {
    stage.apply(endpoint("stock", "stock", "  deletionPolicy: Retain\n"));
    ready("stock");
    Service before = service("stock");
    // A listing is believed for a while, and moto lets two services have one name: CM-203.
    LockSupport.parkNanos(AS_LONG_AS_A_LISTING_IS_BELIEVED.toNanos());
    int called = way.calls().size();

    stage.in("delete", "sep", "stock", "--timeout=60s");
    Service retained = service("stock");
    stage.apply(endpoint("stock", "stock", ""));
    ready("stock");

    assertThat(retained).isEqualTo(before);
    assertThat(service("stock").id()).isEqualTo(before.id());
    assertThat(addresses("stock")).containsExactly("10.0.5.1:80", "10.0.5.2:80");
    List<String> calls = way.calls().subList(called, way.calls().size());
    assertThat(calls).noneMatch(it -> it.startsWith("Create") || it.startsWith("De"));
    assertThat(service("stock").tags())
        .containsEntry(
            "vpcmesh.io/uid", stage.in("get", "sep", "stock", "-o", "jsonpath={.metadata.uid}"));
  }

  @Test
  void whatTheOperatorRefusesLeavesTheLastGoodSpecInForceUntilItIsMended() throws Exception {
    String good = endpoint("search", "search", "");
    stage.apply(good);
    ready("search");

    String edited = good.replace("10.0.5.1", "10.0.5.9");
    stage.apply(edited + "  discovery: {attributes: {ECS_CLUSTER: mine}}\n");
    stage.in("wait", "--for=condition=Ready=False", "sep/search", "--timeout=30s");
    String refusal = condition("search", "Accepted");
    ImmutableSortedSet<String> meanwhile = addresses("search");
    stage.apply(edited);
    ready("search");

    assertThat(refusal).contains("InvalidSpec", "ECS_CLUSTER", "revision 1 stays in force");
    assertThat(meanwhile).containsExactly("10.0.5.1:80", "10.0.5.2:80");
    assertThat(addresses("search")).containsExactly("10.0.5.2:80", "10.0.5.9:80");
  }

  /** Applies what is there now and deletes what was there before, as GitOps tools do. */
  private void prune(String part, String manifest) throws IOException {
    stage
        .kubectl()
        .fed(
            manifest.replace("part: post", "part: " + part),
            "apply",
            "-f",
            "-",
            "--prune",
            "-l",
            "part=" + part,
            "--prune-allowlist=vpcmesh.io/v1alpha1/ServiceEndpoint",
            "-n",
            stage.shop());
  }

  private void ready(String endpoint) throws IOException {
    stage.in("wait", "--for=condition=Ready", "sep/" + endpoint, "--timeout=60s");
  }

  private String condition(String endpoint, String type) throws IOException {
    return stage.in(
        "get",
        "sep",
        endpoint,
        "-o",
        "jsonpath={range .status.conditions[?(@.type==\"%s\")]}{.reason} {.message}{end}"
            .formatted(type));
  }

  private ImmutableSortedSet<String> addresses(String service) {
    return stage.registered().getOrDefault(service, ImmutableSortedSet.of());
  }

  private Service service(String name) {
    return stage.aws().namespaces().stream()
        .flatMap(namespace -> namespace.services().stream())
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String endpoint(String name, String serviceName, String more) {
    return """
    apiVersion: vpcmesh.io/v1alpha1
    kind: ServiceEndpoint
    metadata: {name: %1$s, namespace: %2$s, labels: {part: %1$s}}
    spec:
      meshRef: {name: shop}
      serviceName: %3$s
      ports: [{name: http, port: 80, protocol: Http}]
      backend: {static: {addresses: [{ip: 10.0.5.1}, {ip: 10.0.5.2}]}}
    """
            .formatted(name, stage.shop(), serviceName)
        + more;
  }
}
