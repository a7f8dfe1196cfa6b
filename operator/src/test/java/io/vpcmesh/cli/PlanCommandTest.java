package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would be done, and that nothing is. */
class PlanCommandTest {

  private static final String MESH =
      """
      apiVersion: vpcmesh.io/v1alpha1
      kind: ServiceMesh
      metadata: {name: shop, namespace: shop}
      spec:
        aws:
          region: eu-west-1
          vpcs: [{id: vpc-0a1b2c3d, primary: true}]
        namespace: {name: shop.internal}
      """;

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: orders, namespace: shop}
      spec: {replicas: 2}
      """;

  @TempDir private Path folder;

  @Test
  void securityGroupsHoldNothingBackThatIsOnlyPlanned() throws IOException {
    for (Path file : files(ExampleShop.FOLDER)) {
      Files.writeString(
          folder.resolve(file.getFileName()),
          Files.readString(file)
              .replace("\n  namespace:\n", "\n  securityGroups: {}\n  namespace:\n"));
    }

    Told told = Told.by("plan", "-f", folder, "--cloud", "simulated");

    assertThat(told.err()).isEmpty();
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.out())
        .contains(
            "create security group vpcmesh-shop-order-",
            "register order/10-0-3-30 (10.0.3.30 port 8080)",
            "18 changes are planned for 5 resources.");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void aNewDirectoryIsPlannedInTheOrderOfNames() {
    Told told = Told.by("plan", "-f", ExampleShop.FOLDER, "--cloud", "simulated");

    assertThat(told)
        .isEqualTo(
            new Told(
                2,
                """
                mesh shop/shop
                  create namespace shop.internal (private DNS in vpc-0a1b2c3d)

                endpoint shop/order
                  create service order (A, TTL 10 s, custom health)
                  register order/10-0-1-30 (10.0.1.30 port 8080)
                  register order/10-0-2-30 (10.0.2.30 port 8080)
                  register order/10-0-3-30 (10.0.3.30 port 8080)

                endpoint shop/payments
                  create service payments (SRV, TTL 10 s, custom health)
                  register payments/10-0-3-40-9001 (10.0.3.40 port 9001)
                  register payments/10-0-3-40-9002 (10.0.3.40 port 9002)

                endpoint shop/user
                  create service user (A, TTL 10 s, custom health)
                  register user/10-0-1-20 (10.0.1.20 port 8080)
                  register user/10-0-2-20 (10.0.2.20 port 8080)

                endpoint shop/web
                  create service web (A, TTL 10 s, custom health)
                  register web/10-0-1-10 (10.0.1.10 port 3000)
                  register web/10-0-2-10 (10.0.2.10 port 3000)

                14 changes are planned for 5 resources.
                """,
                ""));
  }

  @Test
  void theReadmeShowsAMeshThatWorks() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    String example = readme.substring(readme.indexOf("```yaml") + 8);
    write("shop.yaml", example.substring(0, example.indexOf("```")));

    Told told = Told.by("plan", "-f", folder, "--cloud", "simulated");

    assertThat(told)
        .isEqualTo(
            new Told(
                2,
                """
                mesh shop/shop
                  create namespace shop.internal (private DNS in vpc-0a1b2c3d)

                endpoint shop/user
                  create service user (A, TTL 10 s, custom health)
                  register user/10-0-1-20 (10.0.1.20 port 8080)

                3 changes are planned for 2 resources.
                """,
                ""));
  }

  @Test
  void aRoleIsPlannedWithOnlyWhenItIsAllowed() throws IOException {
    String role = "arn:aws:iam::111122223333:role/shop";
    write(
        "mesh.yaml",
        """
        apiVersion: vpcmesh.io/v1alpha1
        kind: ServiceMesh
        metadata: {name: shop, namespace: shop}
        spec:
          aws:
            region: eu-west-1
            assumeRoleArn: %s
            vpcs: [{id: vpc-0a1b2c3d, primary: true}]
          namespace: {name: shop.internal}
        """
            .formatted(role));

    Told refused = Told.by("plan", "-f", folder, "--cloud", "simulated");
    Told allowed = Told.by("plan", "-f", folder, "--cloud", "simulated", "--allowed-role", role);

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).doesNotContain("create namespace");
    assertThat(refused.err()).contains("shop/shop", role, "--allowed-role");
    assertThat(allowed.code()).isEqualTo(2);
    assertThat(allowed.out()).contains("create namespace shop.internal");
  }

  @Test
  void programsReadThePlanAsJson() throws IOException {
    write("mesh.yaml", MESH);
    write("web.yaml", "kind: ServiceEndpoint\n");

    Told told = Told.by("plan", "-f", folder, "--cloud", "simulated", "-o", "json");

    JsonNode expected =
        JsonMapper.builder()
            .build()
            .readTree(
                """
                {"resources": [{
                   "kind": "ServiceMesh", "namespace": "shop", "name": "shop",
                   "changes": ["create namespace shop.internal (private DNS in vpc-0a1b2c3d)"]}],
                 "problems": ["web.yaml:1: apiVersion: is required and missing"]}
                """);
    assertThat(told).isEqualTo(new Told(1, expected.toPrettyString() + "\n", ""));
  }

  @Test
  void anEmptyDirectoryChangesNothing() {
    assertThat(Told.by("plan", "-f", folder, "--cloud", "simulated"))
        .isEqualTo(new Told(0, "No changes.\n", ""));
  }

  @Test
  void aPlanWithAProblemIsNotTakenForTheWholePlan() throws IOException {
    write("mesh.yaml", MESH.replace("region:", "regoin:"));

    assertThat(Told.by("plan", "-f", folder, "--cloud", "simulated"))
        .isEqualTo(
            new Told(
                1,
                "No changes, as far as can be told: 2 problems.\n",
                """
                problem: mesh.yaml:5: spec.aws.region: is required and missing
                problem: mesh.yaml:6: spec.aws.regoin: unknown field; did you mean region?
                """));
  }

  @Test
  void manifestsOfOthersArePassedOver() throws IOException {
    write("mesh.yaml", MESH + "---\n" + DEPLOYMENT);
    write("service.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: orders}\n");

    assertThat(Told.by("plan", "-f", folder, "--cloud", "simulated"))
        .isEqualTo(
            new Told(
                2,
                """
                mesh shop/shop
                  create namespace shop.internal (private DNS in vpc-0a1b2c3d)

                1 change is planned for 1 resource.
                """,
                ""));
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    assertThat(Told.by("plan", "-f", folder.resolve("no"), "--cloud", "simulated"))
        .isEqualTo(
            Told.only(
                74,
                "vpcmesh: manifest directory %s does not exist: name another one with --manifests"
                    .formatted(folder.resolve("no"))));
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    write("mesh.yaml", MESH);
    Path file = folder.resolve("mesh.yaml");

    assertThat(Told.by("plan", "-f", file, "--cloud", "simulated"))
        .isEqualTo(
            Told.only(
                74,
                "vpcmesh: manifest directory %s is a file: name another one with --manifests"
                    .formatted(file)));
  }

  @Test
  void aStateDirectoryThatIsNoneIsNamed() {
    assertThat(Told.by("plan", "-f", folder, "--cloud", "simulated", "--state", folder))
        .isEqualTo(
            Told.only(
                74,
                "vpcmesh: %s is no state directory of a daemon: name the right one with --state, or start a daemon with 'vpcmesh standalone'"
                    .formatted(folder)));
  }

  @Test
  void withItsStateThePlanIsThatOfTheDaemonAndNothingIsWritten() throws IOException {
    try (VirtualShop shop = VirtualShop.keepingItsCloud(folder).settled().stopped()) {
      shop.write("user.yaml", shop.text("user.yaml").replace("10.0.2.20", "10.0.2.21"));
      ImmutableSortedMap<String, String> before = shop.remembered();

      Told told =
          Told.by("plan", "-f", shop.manifests(), "--cloud", "simulated", "--state", shop.state());

      assertThat(told)
          .isEqualTo(
              new Told(
                  2,
                  """
                  endpoint shop/user
                    deregister user/10-0-2-20
                    register user/10-0-2-21 (10.0.2.21 port 8080)

                  2 changes are planned for 1 resource.
                  """,
                  ""));
      assertThat(shop.remembered()).isEqualTo(before);
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
