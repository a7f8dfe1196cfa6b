package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.aws.IndependentView.Rule;
import io.vpcmesh.cloud.aws.IndependentView.SecurityGroup;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.process.Told;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may call whom, through kubectl and as boto3 sees it. One story in steps. */
@EndToEnd
@ExtendWith(Moto.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SecurityGroupsTest {

  private final Stage stage;

  SecurityGroupsTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.stage = new Stage(plane, moto);
  }

  @BeforeAll
  void open() throws Exception {
    stage.leader();
    stage.apply(
        stage
            .example("mesh")
            .replace(
                "  namespace:\n    name",
                """
                securityGroups:
                  platform: {sources: [{cidr: 10.8.0.0/16, ports: [8080]}]}
                authorization: {allowedCidrs: [10.9.0.0/16]}
                deployment: {bakeTime: 1s}
                """
                        .indent(2)
                    + "  namespace:\n    name"));
    stage.apply(client("cart"));
    stage.apply(client("web"));
    stage.apply(orders("{endpointRef: {name: cart}}", "{cidr: 10.9.1.0/24}"));
    stage.awaitReady("serviceendpoint");
  }

  @AfterAll
  void close() throws IOException {
    stage.close();
  }

  @Test
  @Order(1)
  void aServiceLetsInItsClientsAndThePlatformAlone() throws Exception {
    assertThat(sources("orders"))
        .containsExactlyInAnyOrder(group("cart").id(), "10.9.1.0/24", "10.8.0.0/16");
    assertThat(group("orders").rules())
        .allSatisfy(rule -> {
          assertThat(rule.protocol()).isEqualTo("tcp");
          assertThat(rule.fromPort()).isEqualTo(8080);
          assertThat(rule.toPort()).isEqualTo(8080);
          assertThat(rule.tags()).containsKey("vpcmesh.io/uid");
        });
    assertThat(stage.in("get", "sep", "orders", "-o", "jsonpath={.status.aws.securityGroupIds[0]}"))
        .isEqualTo(group("orders").id());
    stage.in("wait", "--for=condition=Secured", "sep/orders", "--timeout=30s");
  }

  @Test
  @Order(1)
  void whoAsksIsToldWhichLayerDenies() throws Exception {
    Told open = canCall("cart");
    assertThat(open.code()).as(open.toString()).isEqualTo(2);
    assertThat(open.out())
        .containsPattern("rules +yes +security group %s lets".formatted(group("orders").id()))
        .containsPattern("carried +no +no network interface carries " + group("cart").id());

    Told closed = canCall("web");
    assertThat(closed.code()).as(closed.toString()).isEqualTo(2);
    assertThat(closed.out()).containsPattern("consented +no +spec.clients of endpoint");
  }

  @Test
  @Order(2)
  void anotherClientTakesThePlaceOfTheFirst() throws Exception {
    stage.apply(orders("{endpointRef: {name: web}}"));
    ready("orders");

    assertThat(sources("orders")).containsExactlyInAnyOrder(group("web").id(), "10.8.0.0/16");
  }

  @Test
  @Order(3)
  void aNetworkThatTheMeshDoesNotAllowIsNotLetIn() throws Exception {
    stage.apply(orders("{endpointRef: {name: web}}", "{cidr: 10.77.0.0/16}"));
    stage.in("wait", "--for=condition=Accepted=False", "sep/orders", "--timeout=30s");

    assertThat(stage.in("get", "sep", "orders", "-o", "jsonpath={.status.conditions}"))
        .contains("NotAllowedByMesh", "10.77.0.0/16", "allowedCidrs");
    assertThat(sources("orders")).containsExactlyInAnyOrder(group("web").id(), "10.8.0.0/16");

    stage.apply(orders("{endpointRef: {name: web}}"));
    ready("orders");
  }

  @Test
  @Order(4)
  void aClientThatIsDeletedTakesItsGroupAndItsRuleAlong() throws Exception {
    stage.in("delete", "sep", "web", "--timeout=120s");

    assertThat(stage.aws().groups())
        .extracting(SecurityGroup::name)
        .noneMatch(name -> name.contains("-web-"));
    assertThat(sources("orders")).containsExactly("10.8.0.0/16");
  }

  @Test
  @Order(5)
  void whenAllIsDeletedNoGroupIsLeft() throws Exception {
    stage.in("delete", "sep", "--all", "--timeout=180s");

    assertThat(stage.aws().groups()).isEmpty();
  }

  private Told canCall(String from) throws IOException {
    return stage.command(
        "can-call", stage.shop() + "/" + from, stage.shop() + "/orders", "--cluster");
  }

  private List<String> sources(String endpoint) throws IOException {
    return group(endpoint).rules().stream().map(Rule::source).toList();
  }

  private SecurityGroup group(String endpoint) throws IOException {
    return stage.aws().groups().stream()
        .filter(group -> group.name().startsWith("vpcmesh-" + stage.shop() + "-" + endpoint + "-"))
        .findFirst()
        .orElseThrow();
  }

  private void ready(String endpoint) throws IOException {
    stage.in("wait", "--for=condition=Ready", "sep/" + endpoint, "--timeout=60s");
  }

  private String client(String name) {
    return """
    apiVersion: vpcmesh.io/v1alpha1
    kind: ServiceEndpoint
    metadata: {name: %s, namespace: %s}
    spec: {meshRef: {name: shop}}
    """
        .formatted(name, stage.shop());
  }

  private String orders(String... clients) {
    return """
    apiVersion: vpcmesh.io/v1alpha1
    kind: ServiceEndpoint
    metadata: {name: orders, namespace: %s}
    spec:
      meshRef: {name: shop}
      ports: [{name: http, port: 80, targetPort: 8080}]
      backend: {static: {addresses: [{ip: 10.0.6.1}]}}
      clients: [%s]
    """
        .formatted(stage.shop(), String.join(", ", clients));
  }
}
