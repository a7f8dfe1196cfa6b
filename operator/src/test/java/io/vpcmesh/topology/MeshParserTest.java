package io.vpcmesh.topology;

import static io.vpcmesh.topology.MeshFixture.AWS;
import static io.vpcmesh.topology.MeshFixture.aws;
import static io.vpcmesh.topology.MeshFixture.defaults;
import static io.vpcmesh.topology.MeshFixture.members;
import static io.vpcmesh.topology.MeshFixture.mesh;
import static io.vpcmesh.topology.MeshFixture.mode;
import static io.vpcmesh.topology.MeshFixture.namespace;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.api.v1alpha1.CloudMapNamespace;
import io.vpcmesh.api.v1alpha1.LabelExpression;
import io.vpcmesh.api.v1alpha1.MeshAws;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.api.v1alpha1.SelectorOperator;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.Vpc;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.RoleArn;
import io.vpcmesh.topology.LabelSelector.Operator;
import io.vpcmesh.topology.LabelSelector.Requirement;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeshParserTest {

  @Test
  void everyFieldFindsItsPlace() {
    MeshFixture declared =
        mesh("infra")
            .with(spec -> mode(spec, MeshMode.OBSERVE))
            .with(spec ->
                aws(
                    spec,
                    new MeshAws(
                        "us-gov-west-1",
                        "123456789012",
                        null,
                        ImmutableList.of(new Vpc("vpc-0a1b", true)),
                        ImmutableMap.of("team", "shop"))))
            .with(spec ->
                namespace(
                    spec, new CloudMapNamespace("Shop", NamespaceType.HTTP, Ownership.ADOPTED)))
            .with(spec -> defaults(spec, EndpointFixture.ttl("30s")))
            .selecting(
                ImmutableMap.of("team", "shop"),
                new LabelExpression("tier", SelectorOperator.IN, ImmutableList.of("web", "api")));

    Mesh parsed = declared.parsed();

    assertThat(parsed)
        .isEqualTo(
            new Mesh(
                MeshId.of("infra", "mesh"),
                Mesh.Mode.OBSERVE,
                new Mesh.AwsPlace(
                    Place.of("us-gov-west-1"),
                    Optional.of("123456789012"),
                    "vpc-0a1b",
                    ImmutableSortedSet.of(),
                    ImmutableMap.of("team", "shop")),
                new Mesh.CloudMapNamespace(
                    "Shop",
                    Mesh.CloudMapNamespace.Type.HTTP,
                    Mesh.CloudMapNamespace.Ownership.ADOPTED),
                Optional.of(
                    new LabelSelector(
                        ImmutableMap.of("team", "shop"),
                        ImmutableList.of(
                            new Requirement("tier", Operator.IN, ImmutableSet.of("api", "web"))))),
                new DiscoveryOverrides(
                    Optional.empty(),
                    Optional.of(Duration.ofSeconds(30)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    ImmutableMap.of()),
                Authorization.DEFAULT,
                GroupPolicy.UNMANAGED,
                false,
                DeploymentOverrides.NONE,
                ImmutableList.of(),
                5));
  }

  @Test
  void membersWithoutSelectorMeanTheOwnNamespace() {
    assertThat(mesh("infra").parsed().members()).isEmpty();
    assertThat(mesh("infra").with(spec -> members(spec, null)).parsed().members()).isEmpty();
    assertThat(mesh("infra").openToAll().parsed().members())
        .contains(new LabelSelector(ImmutableMap.of(), ImmutableList.of()));
  }

  @Test
  void severalNetworksAndOneOfThemIsPrimary() {
    Mesh.AwsPlace aws =
        mesh("infra")
            .with(spec ->
                aws(
                    spec,
                    new MeshAws(
                        "eu-west-1",
                        null,
                        null,
                        ImmutableList.of(
                            new Vpc("vpc-0c", false),
                            new Vpc("vpc-0a", true),
                            new Vpc("vpc-0b", null)),
                        ImmutableMap.of())))
            .parsed()
            .aws();

    assertThat(aws.vpc()).isEqualTo("vpc-0a");
    assertThat(aws.vpcs()).containsExactly("vpc-0a", "vpc-0b", "vpc-0c");
  }

  @Test
  void exactlyOneNetworkIsPrimary() {
    assertThat(vpcs()).containsExactly("spec.aws.vpcs: has 0 networks: write 1 to 20");
    assertThat(vpcs(new Vpc("vpc-0a", null)))
        .containsExactly(
            "spec.aws.vpcs: has 0 primary networks: exactly one must be, with primary: true");
    assertThat(vpcs(new Vpc("vpc-0a", true), new Vpc("vpc-0b", true)))
        .containsExactly(
            "spec.aws.vpcs: has 2 primary networks: exactly one must be, with primary: true");
    assertThat(vpcs(new Vpc("vpc-0a", true), new Vpc("vpc-0a", false)))
        .containsExactly("spec.aws.vpcs: names a network twice: leave one of them out");
    assertThat(vpcs(new Vpc("subnet-1", true)))
        .containsExactly(
            "spec.aws.vpcs[0].id: 'subnet-1' does not fit: write the id of a VPC such as vpc-0a1b2c3d, at most 21 characters");
  }

  @Test
  void aRoleIsOneOfTheAccount() {
    String role = "arn:aws:iam::111122223333:role/team/vpcmesh";

    assertThat(
            mesh("infra").with(spec -> aws(spec, as(role, "111122223333"))).parsed().aws().place())
        .isEqualTo(Place.of("eu-west-1").as(new RoleArn(role)));
    assertThat(mesh("infra").with(spec -> aws(spec, as(role, "999999999999"))).complaints())
        .containsExactly(
            "spec.aws.assumeRoleArn: is a role of account 111122223333, but spec.aws.accountId is 999999999999: name a role of that account");
    assertThat(mesh("infra").with(spec -> aws(spec, as("vpcmesh", null))).complaints())
        .containsExactly(
            "spec.aws.assumeRoleArn: 'vpcmesh' does not fit: write the ARN of an IAM role such as arn:aws:iam::123456789012:role/vpcmesh, at most 640 characters");
  }

  private static MeshAws as(String role, @Nullable String account) {
    return new MeshAws("eu-west-1", account, role, AWS.vpcs(), ImmutableMap.of());
  }

  @Test
  void allProblemsAreToldAtOnce() {
    MeshFixture broken =
        mesh("infra")
            .with(spec -> mode(spec, MeshMode.UNKNOWN))
            .with(spec ->
                aws(
                    spec,
                    new MeshAws(
                        "Ireland",
                        "12345",
                        null,
                        AWS.vpcs(),
                        ImmutableMap.of("aws:x", "1", "a", "ß!"))))
            .with(spec ->
                namespace(
                    spec,
                    new CloudMapNamespace("Shop.", NamespaceType.DNS_PRIVATE, Ownership.UNKNOWN)))
            .with(spec -> defaults(spec, EndpointFixture.ttl("6m")));

    assertThat(broken.complaints())
        .containsExactly(
            "spec.mode: has a value that this version does not know: write one of Enforce, Observe",
            "spec.aws.region: 'Ireland' does not fit: write an AWS region such as eu-west-1, at most 32 characters",
            "spec.aws.accountId: '12345' does not fit: write an account id of twelve digits, in quotes, at most 12 characters",
            "spec.aws.resourceTags.a: 'ß!' does not fit: write letters, digits, spaces and _.:/=+-@, at most 256 characters",
            "spec.aws.resourceTags: 'aws:x' is reserved: choose a key that begins with neither aws: nor vpcmesh.io/",
            "spec.namespace.ownership: has a value that this version does not know: write one of Managed, Adopted",
            "spec.namespace.name: 'Shop.' does not fit: write a domain name in lower case such as shop.internal, at most 253 characters",
            "spec.defaults.discovery.ttl: '6m' is too long: write at most 5m");
  }

  @Test
  void whatALenientReaderLetThroughIsMissing() throws JsonProcessingException {
    ServiceMeshSpec empty = ResourceJson.mapper().readValue("{}", ServiceMeshSpec.class);

    assertThat(mesh("infra").with(_ -> empty).complaints())
        .containsExactly(
            "spec.aws: is missing: write the region and the VPC",
            "spec.namespace: is missing: name the Cloud Map namespace");
  }

  @Test
  void tagsCannotForgeOwnership() {
    MeshFixture forged =
        mesh("infra")
            .with(spec ->
                aws(
                    spec,
                    new MeshAws(
                        "eu-west-1",
                        null,
                        null,
                        AWS.vpcs(),
                        ImmutableMap.of("vpcmesh.io/owner", "another"))));

    assertThat(forged.complaints())
        .containsExactly(
            "spec.aws.resourceTags: 'vpcmesh.io/owner' is reserved: choose a key that begins with neither aws: nor vpcmesh.io/");
  }

  @Test
  void selectorsAreWhole() {
    MeshFixture broken =
        mesh("infra")
            .selecting(
                ImmutableMap.of("team", "a b"),
                new LabelExpression("tier", SelectorOperator.IN, ImmutableList.of()),
                new LabelExpression("tier", SelectorOperator.EXISTS, ImmutableList.of("web")),
                new LabelExpression("", SelectorOperator.UNKNOWN, ImmutableList.of()));

    assertThat(broken.complaints())
        .containsExactly(
            "spec.members.namespaceSelector.matchLabels.team: 'a b' does not fit: write the value of a label, at most 63 characters",
            "spec.members.namespaceSelector.matchExpressions[0].values: is missing: In needs at least one value",
            "spec.members.namespaceSelector.matchExpressions[1].values: has 1: Exists takes none, leave it out",
            "spec.members.namespaceSelector.matchExpressions[2].key: is missing: write the key of a label, at most 317 characters",
            "spec.members.namespaceSelector.matchExpressions[2].operator: has a value that this version does not know: write one of In, NotIn, Exists, DoesNotExist");
  }

  private static ImmutableList<String> vpcs(Vpc... vpcs) {
    return mesh("infra")
        .with(spec ->
            aws(
                spec,
                new MeshAws(
                    "eu-west-1", null, null, ImmutableList.copyOf(vpcs), ImmutableMap.of())))
        .complaints();
  }
}
