package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.AwsFailure.Invalid;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More attributes than Cloud Map takes are not tried. */
class AttributeQuotaTest {

  private final TestWorld world = TestWorld.realistic().start();
  private final Hands hands = new Hands(world);
  private final Refusals refusals = Refusals.of(world, Invalid.class);

  @Test
  void thirtyAttributesWithOursAreTaken() {
    declare(attributes(0, 20, "x"), attributes(20, 4, "x"));

    assertThat(hands.instance("orders", "10-0-1-4").attributes()).containsKeys("k00", "k23");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
  }

  @Test
  void oneMoreIsRefusedBeforeTheFirstWrite() {
    mesh(attributes(20, 5, "x"));
    world.settle();
    world.calls.clear();

    declare(attributes(0, 20, "x"), attributes(20, 5, "x"));

    assertThat(world.writes()).isZero();
    assertThat(world.condition("orders", "Stalled")).isEqualTo("TRUE/AwsQuotaExceeded");
    assertThat(world.message("orders", "Stalled"))
        .isEqualTo(
            "instance 10-0-1-4 of service orders has 31 attributes, Cloud Map takes 30: it is left as it is; drop some of spec.discovery.attributes of the endpoint or of spec.defaults.discovery.attributes of the mesh");
  }

  @Test
  void aFewLongOnesAreRefusedToo() {
    world.mesh("shop", Specs.mesh()).settle();
    world.calls.clear();

    declare(attributes(0, 6, "x".repeat(900)), Map.of());

    assertThat(world.writes()).isZero();
    assertThat(world.message("orders", "Stalled"))
        .contains("characters of attributes, Cloud Map takes 4969");
  }

  @Test
  void namesThatAreTooLongTogetherAreRefusedToo() {
    declare(Map.of(), Map.of());
    world.calls.clear();

    declare(named("n".repeat(200), 6), Map.of());

    assertThat(world.writes()).isZero();
    assertThat(world.message("orders", "Stalled"))
        .contains("characters in attribute vpcmesh.io/keys, Cloud Map takes 1024");
  }

  @Test
  void aChangeOfTheMeshThatIsTooMuchForOneEndpointIsRefusedAndWhatIsRegisteredGoesOn() {
    declare(attributes(0, 20, "x"), Map.of());

    declareOnly(attributes(0, 20, "x"), attributes(20, 5, "y"), "10.0.1.4", "10.0.1.5");

    assertThat(world.registered("orders")).containsExactly("10-0-1-4", "10-0-1-5");
    assertThat(hands.instance("orders", "10-0-1-5").attributes())
        .containsEntry("k00", "x")
        .doesNotContainKey("k20");
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("FALSE/AwsQuotaExceeded");

    declareOnly(attributes(0, 20, "x"), attributes(20, 4, "y"), "10.0.1.4", "10.0.1.5");

    assertThat(hands.instance("orders", "10-0-1-5").attributes()).containsEntry("k20", "y");
    assertThat(world.meshCondition("shop", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(world.condition("orders", "Ready")).isEqualTo("TRUE/Completed");
    assertThat(refusals.all).isEmpty();
  }

  @Test
  void attributesThatSomebodyElseAddedCount() {
    declare(attributes(0, 20, "x"), attributes(20, 3, "x"));
    hands.edit("orders", "10-0-1-4", "canary", "yes");
    world.run(Duration.ofMinutes(10));

    declare(attributes(0, 20, "y"), attributes(20, 4, "y"));

    assertThat(world.message("orders", "Stalled")).contains("has 31 attributes");
    assertThat(hands.instance("orders", "10-0-1-4").attributes()).containsEntry("canary", "yes");
    assertThat(refusals.all).isEmpty();
  }

  private void declare(Map<String, String> endpoint, Map<String, String> mesh) {
    declareOnly(endpoint, mesh, "10.0.1.4");
  }

  private void declareOnly(
      Map<String, String> endpoint, Map<String, String> mesh, String... addresses) {
    mesh(mesh);
    world.endpoint("orders", Specs.endpoint(Specs.attributes(endpoint), addresses)).settle();
  }

  private void mesh(Map<String, String> attributes) {
    world.mesh("shop", MeshSpecs.defaults(Specs.mesh(), Specs.attributes(attributes)));
  }

  private static Map<String, String> attributes(int first, int count, String value) {
    return map(first, count, "k%02d"::formatted, value);
  }

  private static Map<String, String> named(String name, int count) {
    return map(0, count, i -> name + i, "x");
  }

  private static Map<String, String> map(
      int first, int count, Function<Integer, String> name, String value) {
    return IntStream.range(first, first + count)
        .boxed()
        .collect(ImmutableMap.toImmutableMap(name, i -> value));
  }
}
