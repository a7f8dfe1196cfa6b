package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.OwnControlPlane;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Objects that Java cannot read, as a later version of the CRDs may let them in. */
@EndToEnd
@OwnControlPlane
@ExtendWith(Moto.class)
class UnreadableTest {

  private static final String TOO_LARGE = endpoint("[{name: http, port: 99999999999}]");
  private static final String UNKNOWN = endpoint("[{name: http, port: 80, protocol: Telepathy}]");
  private static final String NO_LIST = endpoint("7");
  private static final String MENDED = endpoint("[{name: http, port: 80, protocol: Http}]");

  private final Stage stage;
  private final Definitions definitions;

  UnreadableTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.stage = new Stage(plane, moto);
    this.definitions = new Definitions(plane.kubectl());
  }

  @AfterEach
  void close() throws IOException {
    stage.close();
    definitions.restore();
  }

  @Test
  void whatIsThereAtTheStartHarmsOnlyItself() throws Exception {
    definitions.change("serviceendpoints", OF_ANY_NUMBER_AND_PROTOCOL);
    applyWhenAllowed("large", TOO_LARGE);
    applyWhenAllowed("unknown", UNKNOWN);
    stage.leader();
    stage.applyShop();

    assertThat(ready("large")).startsWith("False Invalid ").contains("99999999999");
    assertThat(ready("unknown")).startsWith("False Invalid ").contains("spec.ports[0].protocol");
    theShopLivesOn();

    stage.apply(MENDED.formatted("large", stage.shop()));
    stage.in("wait", "--for=condition=Ready", "sep/large", "--timeout=30s");
    stage.in("delete", "sep", "unknown", "--timeout=60s");
    assertThat(stage.registered()).containsEntry("large", addresses("10.0.9.1:80"));
  }

  @Test
  void whatBecomesUnreadableKeepsWhatItHad() throws Exception {
    Replica first = stage.leader();
    stage.applyShop();
    stage.apply(MENDED.formatted("broken", stage.shop()));
    stage.awaitReady("serviceendpoint");
    definitions.change("serviceendpoints", OF_ANY_PORTS);

    applyWhenAllowed("broken", NO_LIST);
    assertThat(ready("broken")).startsWith("False Invalid ").contains("cannot be read");
    assertThat(stage.registered()).containsEntry("broken", addresses("10.0.9.1:80"));
    theShopLivesOn();

    stage.apply(MENDED.formatted("broken", stage.shop()));
    stage.in("wait", "--for=condition=Ready", "sep/broken", "--timeout=30s");
    applyWhenAllowed("broken", NO_LIST);
    ready("broken");
    stage.in("delete", "sep", "broken", "--timeout=60s");

    assertThat(stage.registered()).doesNotContainKey("broken").containsKey("web");
    assertThat(first.process().isAlive()).isTrue();
  }

  /** Others are registered, changed and deleted as if nothing were the matter. */
  private void theShopLivesOn() throws Exception {
    for (String name : new String[] {"order", "payments", "user", "web"}) {
      stage.in("wait", "--for=condition=Ready", "sep/" + name, "--timeout=60s");
    }
    stage.apply(stage.example("web").replace("10.0.1.10", "10.0.1.11"));
    stage.in("delete", "sep", "payments", "--timeout=60s");
    stage.await(
        "the change is made",
        () -> addresses("10.0.1.11:3000", "10.0.2.10:3000").equals(stage.registered().get("web")));
    assertThat(stage.registered()).containsKeys("order", "user").doesNotContainKey("payments");
  }

  /** The API server takes some moments until it goes by a changed definition. */
  private void applyWhenAllowed(String name, String manifest) throws Exception {
    stage.await(
        "it is allowed",
        () ->
            stage.kubectl().fed(manifest.formatted(name, stage.shop()), "apply", "-f", "-").code()
                == 0);
  }

  private String ready(String name) throws IOException {
    stage.in("wait", "--for=condition=Ready=False", "sep/" + name, "--timeout=30s");
    return stage.in(
        "get",
        "sep",
        name,
        "-o",
        "jsonpath={range .status.conditions[?(@.type==\"Ready\")]}{.status} {.reason} {.message}"
            + "{end}");
  }

  private static ImmutableSortedSet<String> addresses(String... addresses) {
    return ImmutableSortedSet.copyOf(addresses);
  }

  private static String endpoint(String ports) {
    return """
    apiVersion: vpcmesh.io/v1alpha1
    kind: ServiceEndpoint
    metadata: {name: %%s, namespace: %%s}
    spec:
      meshRef: {name: shop}
      ports: %s
      backend: {static: {addresses: [{ip: 10.0.9.1}]}}
    """
        .formatted(ports);
  }

  private static final String PORTS =
      "/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/ports";

  private static final String OF_ANY_NUMBER_AND_PROTOCOL =
      """
      [{"op": "remove", "path": "%1$s/items/properties/port/format"},
       {"op": "remove", "path": "%1$s/items/properties/port/maximum"},
       {"op": "remove", "path": "%1$s/items/properties/protocol/enum"}]
      """
          .formatted(PORTS);

  private static final String OF_ANY_PORTS =
      """
      [{"op": "replace", "path": "%1$s", "value": {"x-kubernetes-preserve-unknown-fields": true}},
       {"op": "remove", "path": "%2$s/x-kubernetes-validations"}]
      """
          .formatted(PORTS, PORTS.replace("/properties/ports", ""));
}
