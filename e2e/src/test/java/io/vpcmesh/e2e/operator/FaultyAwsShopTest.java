package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.Fault;
import io.vpcmesh.e2e.plane.FaultyAws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An AWS that fails in its own ways, while a shop opens and another one is in business. One
 * operator goes through all of it.
 */
@EndToEnd
@ExtendWith(Moto.class)
@Order(3)
@TestInstance(Lifecycle.PER_CLASS)
class FaultyAwsShopTest {

  private static final int ALL = 100;
  private static final int SOME = 30;

  private final FaultyAws way;
  private final Stage stage;
  private final Strangers strangers;
  private final List<String> declared = new ArrayList<>();

  /** For each shop one of its own. */
  private final Map<String, String> networks = new HashMap<>();

  private String web = "";
  private ImmutableList<String> belongings = ImmutableList.of();

  FaultyAwsShopTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.way = FaultyAws.before(moto.endpoint());
    this.stage = new Stage(plane, moto, way.url());
    this.strangers = new Strangers(moto);
  }

  @BeforeAll
  void begin() throws Exception {
    strangers.moveIn();
    stage.leader();
    web = stage.example("web");
    open("shop");
    stage.awaitReady("servicemesh,serviceendpoint");
    strangers.joinNamespace("shop.internal");
    strangers.joinService("shop.internal", "web");
    belongings = strangers.belongings();
  }

  @AfterEach
  void heal() {
    way.heal();
  }

  @AfterAll
  void close() throws IOException {
    stage.close();
    way.close();
  }

  @Test
  void throttlingIsToldAndOvercomeWhenItEnds() throws Exception {
    isToldAndOvercome("throttled", Fault.THROTTLED, "Unknown AwsThrottled", "ThrottlingException");
  }

  @Test
  void anInternalFailureIsToldAndOvercomeWhenItEnds() throws Exception {
    isToldAndOvercome("broken", Fault.INTERNAL_FAILURE, "Unknown Progressing", "InternalFailure");
  }

  @Test
  void silenceIsToldAndOvercomeWhenItEnds() throws Exception {
    isToldAndOvercome("silent", Fault.SILENT, "Unknown Progressing", "Timeout");
  }

  @Test
  void aCallThatIsThrottledNowAndThenDelaysButStopsNothing() throws Exception {
    isOutlived("limited", Fault.LIMIT_EXCEEDED, SOME, _ -> true);
  }

  @Test
  void slownessDelaysButStopsNothing() throws Exception {
    isOutlived("slow", Fault.SLOW, ALL, _ -> true);
  }

  @Test
  void aWriteWhoseAnswerIsLostIsFoundAndNotDoubled() throws Exception {
    isOutlived("lost", Fault.ANSWER_LOST, ALL, FaultyAwsShopTest::writes);
  }

  /** As long as it lasts, nothing can be done but to say so. */
  private void isToldAndOvercome(String shop, Fault fault, String ready, String message)
      throws Exception {
    ImmutableList<String> before = Registry.of(stage.aws());
    way.fail(fault);
    change(shop);
    stage.await(
        "both shops say what is wrong",
        () ->
            Stream.of(ready("smesh/" + shop), ready("sep/web"))
                .allMatch(it -> it.startsWith(ready) && it.contains(message)));
    assertThat(Registry.of(stage.aws())).isEqualTo(before);

    way.heal();
    allIsAsDeclared();
  }

  /** It gets there all the same. */
  private void isOutlived(String shop, Fault fault, int percent, Predicate<String> actions)
      throws Exception {
    way.fail(fault, percent, actions);
    change(shop);
    allIsAsDeclared();
  }

  private static boolean writes(String action) {
    return !action.matches("(Get|List|Discover|Describe).*");
  }

  /** Another shop opens, and the first one gets an instance more. */
  private void change(String name) throws IOException {
    open(name);
    String ip = "10.0.9." + declared.size();
    web = web + "      - {ip: " + ip + ", zone: eu-west-1c}\n";
    stage.apply(web);
    declared.add("shop.internal/web " + ip + ":3000");
  }

  private void open(String name) throws IOException {
    String files =
        Stream.of("mesh", "order", "payments", "user", "web")
            .map(file -> example(file, name))
            .collect(Collectors.joining("---\n"));
    stage.apply(files);
    declared.addAll(Registry.shop(name + ".internal"));
  }

  /** An example, as it is or for a shop of another name, which needs a VPC of its own in moto. */
  private String example(String file, String shop) {
    try {
      String example = stage.example(file);
      return shop.equals("shop") ? example : renamed(example, file, shop);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String renamed(String example, String file, String shop) {
    String member = "serviceName: %s\n  meshRef: {name: %s}".formatted(file, shop);
    return example
        .replace("vpc-0a1b2c3d", networks.computeIfAbsent(shop, _ -> stage.network()))
        .replace("name: shop.internal", "name: " + shop + ".internal")
        .replace("  name: " + (file.equals("mesh") ? "shop" : file) + "\n", name(file, shop))
        .replace("meshRef: {name: shop}", member);
  }

  private static String name(String file, String shop) {
    return "  name: " + (file.equals("mesh") ? "" : file + "-") + shop + "\n";
  }

  private void allIsAsDeclared() throws Exception {
    stage.awaitReady("servicemesh,serviceendpoint");
    ImmutableList<String> all =
        Stream.concat(declared.stream(), Strangers.LINES.stream())
            .sorted()
            .collect(ImmutableList.toImmutableList());
    assertThat(Registry.of(stage.aws())).isEqualTo(all);
    assertThat(strangers.belongings()).isEqualTo(belongings);
    assertThat(way.calls())
        .doesNotContain("DeregisterInstance", "DeleteService", "DeleteNamespace");
  }

  private String ready(String resource) throws IOException {
    return stage.in(
        "get",
        resource,
        "-o",
        "jsonpath={range .status.conditions[?(@.type==\"Ready\")]}{.status} {.reason} {.message}"
            + "{end}");
  }
}
