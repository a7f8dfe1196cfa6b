package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.SecurityGroupId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PodPolicyTest {

  private static final Path PAGE =
      Path.of(System.getProperty("basedir", ".")).resolve("../docs/eks-pods.md");
  private static final Pattern SHOWN =
      Pattern.compile("```yaml\n(apiVersion: vpcresources[^`]*)```");
  private static final PodPolicy POLICY =
      new PodPolicy(
          PodPolicy.refOf(EndpointKey.of("shop", "orders")),
          ImmutableSortedMap.of("app", "orders"),
          ImmutableList.of(
              new SecurityGroupId("sg-0a1b2c3d4e5f60718"),
              new SecurityGroupId("sg-0d05d05d05d05d050")));

  @Test
  void thePolicyIsTheOneThatThePageShows() throws IOException {
    Matcher shown = SHOWN.matcher(Files.readString(PAGE));
    assertThat(shown.find()).isTrue();
    GenericKubernetesResource page =
        Serialization.unmarshal(shown.group(1), GenericKubernetesResource.class);

    GenericKubernetesResource made = POLICY.object(endpoint(), Optional.empty());

    assertThat(POLICY.isIn(page)).isTrue();
    assertThat(made.getApiVersion()).isEqualTo(page.getApiVersion());
    assertThat(made.getKind()).isEqualTo(page.getKind());
    assertThat(Declared.ref(made)).isEqualTo(Declared.ref(page));
    assertThat(made.getMetadata().getLabels()).isEqualTo(page.getMetadata().getLabels());
  }

  @Test
  void thePolicyBelongsToItsEndpointAlone() {
    RawEndpoint other = endpoint();
    other.getMetadata().setUid("uid-later");
    GenericKubernetesResource made = POLICY.object(endpoint(), Optional.empty());
    GenericKubernetesResource unmarked = POLICY.object(endpoint(), Optional.empty());
    unmarked.getMetadata().getLabels().clear();

    assertThat(PodPolicy.isOf(endpoint(), made)).isTrue();
    assertThat(PodPolicy.isOf(other, made)).isFalse();
    assertThat(PodPolicy.isOf(endpoint(), unmarked)).isFalse();
  }

  @Test
  void aPolicyForEveryPodCannotBeMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PodPolicy(POLICY.ref(), ImmutableSortedMap.of(), POLICY.groups()));
  }

  private static RawEndpoint endpoint() {
    RawEndpoint endpoint = new RawEndpoint();
    endpoint.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders")
            .withUid("uid-orders")
            .build());
    return endpoint;
  }
}
