package io.vpcmesh.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.aws.IndependentView;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.Audit.Request;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.Kubectl;
import io.vpcmesh.e2e.plane.OwnControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operator gets along with its roles, and has a use for all that they allow. */
@EndToEnd
@OwnControlPlane
@ExtendWith(Moto.class)
class LeastPrivilegeTest {

  private static final String PICKED =
      """
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceEndpoint
      metadata: {name: picked, namespace: shop}
      spec:
        meshRef: {name: shop}
        ports: [{name: http, port: 80, targetPort: 8080}]
        backend: {kubernetes: {selector: {matchLabels: {app: picked}}}}
      """;
  private static final String GUARDED =
      """
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceMesh
      metadata: {name: guarded, namespace: shop}
      spec:
        aws: {region: eu-west-1, vpcs: [{id: vpc-0a1b2c3d, primary: true}]}
        namespace: {name: guarded, type: Http}
        securityGroups: {pods: {}}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: guarded, namespace: shop}
      spec: {selector: {app: guarded}, ports: [{port: 80}]}
      ---
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceEndpoint
      metadata: {name: guarded, namespace: shop}
      spec:
        meshRef: {name: guarded}
        ports: [{name: http, port: 80, targetPort: 8080}]
        backend: {kubernetes: {service: guarded}}
      """;
  private static final String UNGUARDED = "{\"spec\":{\"securityGroups\":{\"pods\":null}}}";
  private static final String WRITTEN_DOWN =
      "{\"spec\":{\"backend\":{\"kubernetes\":null,\"static\":{\"addresses\":[{\"ip\":\"10.0.1.99\"}]}}}}";
  private static final Path POLICIES =
      Base.ROOT.resolve("e2e/src/test/resources/security-group-policies.yaml");
  private static final Path SHOP = Base.ROOT.resolve("examples/shop");

  private final ControlPlane plane;
  private final Kubectl kubectl;

  LeastPrivilegeTest(ControlPlane plane) throws IOException {
    this.plane = plane;
    this.kubectl = plane.kubectl();
    Base.install(kubectl);
    kubectl.output("apply", "-f", POLICIES);
  }

  @Test
  void theShopBecomesReadyAndGoesAgainWithNothingRefusedAndNothingUnused(MotoServer moto)
      throws IOException {
    int before = plane.audit().length();

    IndependentView running;
    try (var operator =
        PackagedOperator.start(
            "least-privilege", plane.kubeconfig(Base.OPERATOR), moto.endpoint())) {
      running = openShop(operator, moto);
      closeShop();
    }
    ImmutableList<Request> asked = plane.audit().since(before, Base.OPERATOR);

    assertThat(names(running)).containsExactly("guarded", "order", "payments", "user", "web");
    assertThat(moto.view("eu-west-1")).isEqualTo(IndependentView.EMPTY);
    assertThat(asked).filteredOn(request -> request.code() == 403).isEmpty();
    // Applying what is not there is recorded as a patch; the API server asks for both.
    assertThat(unused(asked))
        .containsExactlyInAnyOrder(
            "create services",
            "create securitygrouppolicies.vpcresources.k8s.aws",
            // Only when a record of the name is there already, and when there are many.
            "get meshdeployments.vpcmesh.io",
            "delete meshdeployments.vpcmesh.io");
  }

  private IndependentView openShop(PackagedOperator operator, MotoServer moto) throws IOException {
    kubectl.output("apply", "-f", SHOP);
    String ready =
        kubectl
            .run(
                "wait",
                "--for=condition=Ready",
                "smesh,sep",
                "--all",
                "-n",
                "shop",
                "--timeout=120s")
            .toString();
    assertThat(ready).as(operator.said()).contains("servicemesh.vpcmesh.io/shop condition met");
    selectPods();
    guardPods();
    return moto.view("eu-west-1");
  }

  /** Pods by their labels, and then no more. */
  private void selectPods() throws IOException {
    String service = "service/vpcmesh-picked";
    assertThat(kubectl.fed(PICKED, "apply", "-f", "-").code()).isZero();
    kubectl.output("wait", "--for=create", service, "-n", "shop", "--timeout=60s");
    kubectl.output("patch", "sep", "picked", "-n", "shop", "--type=merge", "-p", WRITTEN_DOWN);
    assertThat(kubectl.run("wait", "--for=delete", service, "-n", "shop", "--timeout=60s").code())
        .isZero();
    kubectl.output("wait", "--for=condition=Ready", "sep/picked", "-n", "shop", "--timeout=60s");
    kubectl.output("delete", "serviceendpoint", "picked", "-n", "shop");
  }

  /** Groups on pods, and then no more. */
  private void guardPods() throws IOException {
    String policy = "sgp/vpcmesh-guarded";
    assertThat(kubectl.fed(GUARDED, "apply", "-f", "-").code()).isZero();
    kubectl.output("wait", "--for=create", policy, "-n", "shop", "--timeout=60s");
    kubectl.output("patch", "smesh", "guarded", "-n", "shop", "--type=merge", "-p", UNGUARDED);
    assertThat(kubectl.run("wait", "--for=delete", policy, "-n", "shop", "--timeout=60s").code())
        .isZero();
  }

  /** The namespace last: in one that is going nobody may write an Event. */
  private void closeShop() throws IOException {
    kubectl.output("delete", "serviceendpoints", "--all", "-n", "shop");
    kubectl.output("delete", "servicemeshes", "--all", "-n", "shop");
    kubectl.output("delete", "namespace", "shop");
  }

  private static List<String> names(IndependentView view) {
    return view.namespaces().stream()
        .flatMap(namespace -> namespace.services().stream())
        .map(IndependentView.Service::name)
        .toList();
  }

  /** The grants that no request needed; a resource as a whole where none of its verbs was used. */
  private ImmutableSet<String> unused(List<Request> asked) throws IOException {
    ImmutableSet<Grant> grants =
        ImmutableSet.<Grant>builder().addAll(role("clusterrole")).addAll(role("role")).build();
    return grants.stream()
        .filter(grant -> asked.stream().noneMatch(grant::covers))
        .map(grant -> isUsed(grant, asked) ? grant.toString() : grant.whole())
        .collect(ImmutableSet.toImmutableSet());
  }

  private static boolean isUsed(Grant grant, List<Request> asked) {
    return asked.stream().anyMatch(request -> request.resource().equals(grant.resource()));
  }

  private ImmutableSet<Grant> role(String kind) throws IOException {
    return Grant.of(
        new ObjectMapper()
            .readTree(
                kubectl.output(
                    "get", kind, "vpcmesh-operator", "-n", Base.NAMESPACE, "-o", "json")));
  }
}
