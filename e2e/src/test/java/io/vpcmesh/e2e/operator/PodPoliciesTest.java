package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.MoreCollectors;
import io.vpcmesh.cloud.aws.IndependentView.SecurityGroup;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The groups of endpoints on pods, as far as a cluster without EKS can tell: the policies. One
 * story in steps.
 */
@EndToEnd
@ExtendWith(Moto.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class PodPoliciesTest {

  private static final String OF_CLUSTER = "sg-0c0c0c0c0c0c0c0c0";
  private static final Path DEFINITION =
      Path.of(System.getProperty("basedir", "."))
          .resolve("src/test/resources/security-group-policies.yaml");

  private final Stage stage;

  PodPoliciesTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.stage = new Stage(plane, moto);
  }

  @BeforeAll
  void open() throws Exception {
    stage.leader();
    stage.apply(mesh("pods: {additionalIds: [" + OF_CLUSTER + "]}"));
    stage.apply(service("app: api"));
    stage.apply(endpoint("api", "service: api"));
    Pods pods = new Pods(stage);
    pods.node("node-a", "10.0.4.1");
    pods.run("node-a", 1, 2);
    stage.awaitReady("serviceendpoint");
  }

  @AfterAll
  void close() throws IOException {
    stage.close();
    stage.kubectl().run("delete", "-f", DEFINITION, "--timeout=60s");
  }

  @Test
  @Order(1)
  void withoutTheKindTheConditionSaysWhatThatMeans() throws Exception {
    awaitSecured("api", "PodPolicyUnavailable");

    assertThat(said("api", "message"))
        .contains("vpcresources.k8s.aws/v1beta1", "share the groups of their nodes");
    assertThat(stage.in("get", "sep", "api", "-o", "jsonpath={.status.phase}"))
        .isEqualTo("Completed");
  }

  @Test
  @Order(2)
  void whenTheKindIsInstalledThePolicyIsWritten() throws Exception {
    stage.kubectl().output("apply", "-f", DEFINITION);

    awaitPolicy("api", "\"app\":\"api\"");
    awaitSecured("api", "AwaitingPodReplacement");

    assertThat(said("api", "message")).startsWith("0 of 2 pods carry").endsWith("replace them");
    assertThat(policy("api", ".metadata.labels"))
        .isEqualTo("{\"app.kubernetes.io/managed-by\":\"vpcmesh\"}");
    assertThat(policy("api", ".metadata.ownerReferences[0].uid"))
        .isEqualTo(stage.in("get", "sep", "api", "-o", "jsonpath={.metadata.uid}"));
    assertThat(
            stage
                .kubectl()
                .output(
                    "get",
                    "sgp",
                    "-n",
                    stage.shop(),
                    "vpcmesh-api",
                    "-o",
                    "jsonpath={.metadata.managedFields[*]['manager','operation']}",
                    "--show-managed-fields"))
        .isEqualTo("vpcmesh Apply");
    assertThat(policy("api", ".metadata.generation")).isEqualTo("1");
  }

  @Test
  @Order(3)
  void otherLabelsOfTheServiceChangeThePolicy() throws Exception {
    stage.apply(service("app: api, tier: back"));
    awaitPolicy("api", "\"app\":\"api\",\"tier\":\"back\"");
    stage.apply(service("app: api"));

    awaitPolicy("api", "\"app\":\"api\"");
  }

  @Test
  @Order(4)
  void whatSomebodyChangesOrDeletesIsPutRight() throws Exception {
    String other = "{\"spec\":{\"podSelector\":{\"matchLabels\":{\"app\":\"other\"}}}}";
    stage.in("patch", "sgp", "vpcmesh-api", "--type=merge", "-p", other);
    awaitPolicy("api", "\"app\":\"api\"");
    stage.in("delete", "sgp", "vpcmesh-api");

    awaitPolicy("api", "\"app\":\"api\"");
  }

  @Test
  @Order(5)
  void anObjectOfSomebodyElseIsLeftAloneUntilItGoes() throws Exception {
    stage.apply(
        """
        apiVersion: vpcresources.k8s.aws/v1beta1
        kind: SecurityGroupPolicy
        metadata: {name: vpcmesh-cart, namespace: %s}
        spec: {podSelector: {matchLabels: {app: theirs}}, securityGroups: {groupIds: [sg-1]}}
        """
            .formatted(stage.shop()));
    String theirs = policy("cart", "@");
    stage.apply(endpoint("cart", "selector: {matchLabels: {app: cart}}"));
    awaitSecured("cart", "PodPolicyConflict");

    assertThat(policy("cart", "@")).isEqualTo(theirs);

    stage.in("delete", "sgp", "vpcmesh-cart");
    awaitPolicy("cart", "\"app\":\"cart\"");
  }

  @Test
  @Order(6)
  void aMeshThatAsksNoMoreHasItsPoliciesTakenAway() throws Exception {
    stage.apply(mesh(""));
    stage.await("no policy is left", () -> policies().isEmpty());
    stage.apply(mesh("pods: {additionalIds: [" + OF_CLUSTER + "]}"));

    awaitPolicy("api", "\"app\":\"api\"");
  }

  @Test
  @Order(7)
  void anEndpointThatIsDeletedTakesItsPolicyAlong() throws Exception {
    stage.in("delete", "sep", "cart", "--wait=false");
    stage.await("its policy is gone", () -> !policies().contains("vpcmesh-cart"));

    assertThat(stage.aws().groups()).extracting(SecurityGroup::name).anyMatch(this::isCart);

    stage.in("wait", "--for=delete", "sep/cart", "--timeout=180s");
    assertThat(stage.aws().groups()).extracting(SecurityGroup::name).noneMatch(this::isCart);
  }

  @Test
  @Order(8)
  void whenTheKindIsTakenAwayTheConditionSaysSoAgain() throws Exception {
    stage.kubectl().output("delete", "-f", DEFINITION, "--timeout=60s");
    awaitSecured("api", "PodPolicyUnavailable");
    stage.kubectl().output("apply", "-f", DEFINITION);

    awaitPolicy("api", "\"app\":\"api\"");
  }

  private boolean isCart(String group) {
    return group.startsWith("vpcmesh-" + stage.shop() + "-cart-");
  }

  private void awaitSecured(String endpoint, String reason) throws Exception {
    stage.await(
        "Secured of %s says %s".formatted(endpoint, reason),
        () -> said(endpoint, "reason").equals(reason));
  }

  private String said(String endpoint, String field) throws IOException {
    return stage.in(
        "get",
        "sep",
        endpoint,
        "-o",
        "jsonpath={.status.conditions[?(@.type==\"Secured\")].%s}".formatted(field));
  }

  /** Waits until the pods with these labels get the endpoint's group and the cluster's. */
  private void awaitPolicy(String endpoint, String labels) throws Exception {
    String wanted =
        """
        {"podSelector":{"matchLabels":{%s}},"securityGroups":{"groupIds":["%s","%s"]}}\
        """
            .formatted(labels, group(endpoint), OF_CLUSTER);
    stage.await(
        "the policy of %s is %s".formatted(endpoint, wanted),
        () -> policy(endpoint, ".spec").equals(wanted));
  }

  private String policy(String endpoint, String path) throws IOException {
    return stage.in(
        "get",
        "sgp",
        "vpcmesh-" + endpoint,
        "--ignore-not-found",
        "-o",
        "jsonpath={%s}".formatted(path));
  }

  private String policies() throws IOException {
    return stage.in("get", "sgp", "-o", "name");
  }

  private String group(String endpoint) throws IOException {
    return stage.aws().groups().stream()
        .filter(group -> group.name().startsWith("vpcmesh-" + stage.shop() + "-" + endpoint + "-"))
        .collect(MoreCollectors.onlyElement())
        .id();
  }

  private String mesh(String pods) throws IOException {
    return stage
        .example("mesh")
        .replace(
            "  namespace:\n    name",
            """
            securityGroups:
              allowedIds: [%s]
              %s
            """
                    .formatted(OF_CLUSTER, pods)
                    .indent(2)
                + "  namespace:\n    name");
  }

  private String service(String selector) {
    return """
    apiVersion: v1
    kind: Service
    metadata: {name: api, namespace: %s}
    spec:
      selector: {%s}
      ports: [{name: web, port: 80, targetPort: web}]
    """
        .formatted(stage.shop(), selector);
  }

  private String endpoint(String name, String pods) {
    return """
    apiVersion: vpcmesh.io/v1alpha1
    kind: ServiceEndpoint
    metadata: {name: %s, namespace: %s}
    spec:
      meshRef: {name: shop}
      ports: [{name: http, port: 80, targetPort: 8080}]
      backend: {kubernetes: {%s}}
    """
        .formatted(name, stage.shop(), pods);
  }
}
