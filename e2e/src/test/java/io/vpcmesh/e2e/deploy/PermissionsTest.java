package io.vpcmesh.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.Kubectl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Who may do what once the base is installed, as the API server answers it. */
@EndToEnd
@ResourceLock("the installation")
@TestInstance(Lifecycle.PER_CLASS)
class PermissionsTest {

  private final Kubectl kubectl;

  PermissionsTest(Kubectl kubectl) throws IOException {
    this.kubectl = kubectl;
    Base.install(kubectl);
    if (kubectl.run("get", "namespace", "tenant").code() != 0) {
      kubectl.output("create", "namespace", "tenant");
      for (String role : List.of("vpcmesh-admin", "admin", "edit", "view")) {
        kubectl.output(
            "create",
            "rolebinding",
            role,
            "-n",
            "tenant",
            "--clusterrole=" + role,
            "--user=" + role);
      }
    }
  }

  @Test
  void theOperatorMayDoItsWork() throws IOException {
    assertAnswers(
        Base.OPERATOR.user(),
        """
        yes  watch servicemeshes -A
        yes  watch serviceendpoints -A
        yes  patch serviceendpoints -n tenant
        yes  patch serviceendpoints --subresource=status -n tenant
        yes  patch servicemeshes --subresource=status -n tenant
        yes  list meshdeployments -A
        yes  create meshdeployments -n tenant
        yes  patch meshdeployments -n tenant
        yes  delete meshdeployments -n tenant
        yes  patch meshdeployments --subresource=status -n tenant
        yes  list namespaces
        yes  create events.events.k8s.io -n tenant
        yes  get customresourcedefinitions/servicemeshes.vpcmesh.io
        yes  get customresourcedefinitions/meshdeployments.vpcmesh.io
        yes  watch endpointslices -A
        yes  create services -n tenant
        yes  watch services -A
        yes  patch leases/vpcmesh -n vpcmesh-system
        yes  create configmaps -n vpcmesh-system
        """);
  }

  @Test
  void theOperatorMayNotDoMore() throws IOException {
    assertAnswers(
        Base.OPERATOR.user(),
        """
        no   get secrets -n vpcmesh-system
        no   list secrets -A
        no   get pods -n tenant
        no   list pods -A
        no   create pods -n vpcmesh-system
        no   create pods --subresource=exec -n tenant
        no   create serviceaccounts --subresource=token -n vpcmesh-system
        no   get configmaps -n tenant
        no   list configmaps -A
        no   watch configmaps -n vpcmesh-system
        no   create leases -n kube-system
        no   patch leases/another -n vpcmesh-system
        no   delete leases/vpcmesh -n vpcmesh-system
        no   patch namespaces/tenant
        no   delete namespaces/tenant
        no   create servicemeshes -n tenant
        no   delete serviceendpoints -n tenant
        no   update serviceendpoints -n tenant
        no   create endpointslices -n tenant
        no   patch nodes
        no   patch customresourcedefinitions/servicemeshes.vpcmesh.io
        no   get customresourcedefinitions/others.example.org
        no   create clusterrolebindings
        no   escalate clusterroles
        no   impersonate users
        """);
  }

  @Test
  void anAdministratorMakesMeshesAndEndpoints() throws IOException {
    assertAnswers(
        "vpcmesh-admin",
        """
        yes  create servicemeshes -n tenant
        yes  delete servicemeshes -n tenant
        yes  create serviceendpoints -n tenant
        yes  get meshdeployments -n tenant
        no   delete meshdeployments -n tenant
        no   patch servicemeshes --subresource=status -n tenant
        no   create servicemeshes -n default
        no   get configmaps -n vpcmesh-system
        """);
  }

  @Test
  void whoMayEditANamespaceMakesEndpointsAndNoMesh() throws IOException {
    for (String user : List.of("edit", "admin")) {
      assertAnswers(
          user,
          """
          yes  create serviceendpoints -n tenant
          yes  delete serviceendpoints -n tenant
          yes  get servicemeshes -n tenant
          yes  get meshdeployments -n tenant
          no   create meshdeployments -n tenant
          no   delete meshdeployments -n tenant
          no   create servicemeshes -n tenant
          no   patch servicemeshes -n tenant
          no   delete servicemeshes -n tenant
          no   patch serviceendpoints --subresource=status -n tenant
          """);
    }
  }

  @Test
  void whoMayViewANamespaceSeesAll() throws IOException {
    assertAnswers(
        "view",
        """
        yes  list servicemeshes -n tenant
        yes  watch serviceendpoints -n tenant
        yes  list meshdeployments -n tenant
        no   patch serviceendpoints -n tenant
        no   create servicemeshes -n tenant
        """);
  }

  /** Each line of {@code expected} is an answer and a question. */
  private void assertAnswers(String user, String expected) throws IOException {
    StringBuilder answers = new StringBuilder();
    for (String line : expected.lines().toList()) {
      String question = line.substring(line.indexOf(' ')).strip();
      answers.append("%-5s%s%n".formatted(answer(user, question), question));
    }
    assertThat(answers).as(user).hasToString(expected);
  }

  private String answer(String user, String question) throws IOException {
    List<Object> words = new ArrayList<>(List.of("auth", "can-i", "--as=" + user));
    words.addAll(Splitter.on(' ').splitToList(question));
    return kubectl.run(words.toArray()).out().strip();
  }
}
