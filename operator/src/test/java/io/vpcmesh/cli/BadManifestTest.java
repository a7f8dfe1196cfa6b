package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with one manifest is told there, and the others never notice. */
class BadManifestTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;

  @Test
  void eachIsToldWhatIsWrongAndNobodyElseNotices() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      long calls = shop.writes();
      shop.write("duration.yaml", endpoint("duration", "  discovery: {ttl: 10 seconds}\n"));
      shop.write("ports.yaml", endpoint("ports", "").replace("]\n", ", {name: more, port: 80}]\n"));
      shop.write("nothing.yaml", endpoint("nothing", "").replace("{name: shop}", "{name: shp}"));
      shop.write(
          "outside.yaml",
          endpoint("outside", "")
              .replace("namespace: shop", "namespace: bank")
              .replace("{name: shop}", "{name: shop, namespace: shop}"));
      shop.write("taken.yaml", endpoint("taken", "  serviceName: order\n"));
      shop.write("huge.yaml", endpoint("huge", "").replace("[{ip: 10.1.0.1}]", addresses(1_001)));
      shop.pass(Duration.ofMinutes(1));

      assertThat(ready(shop))
          .isEqualTo(
              Map.of(
                  "nothing",
                  "RefNotResolved: spec.meshRef: there is no mesh shop/shp: create it, or name another",
                  "outside",
                  "Invalid: mesh shop/shop does not take endpoints of namespace bank: its labels {kubernetes.io/metadata.name=bank} do not match the selector {team=shop}: change one of them",
                  "ports",
                  "Invalid: spec.ports[1].port: '80' is used by spec.ports[0].port already: give each port its own",
                  "taken",
                  "Invalid: endpoint shop/taken claims order, already owned by shop/order (created 2026-01-01T00:00:01.300Z): it goes on by itself when that endpoint is deleted or gives the name up; otherwise create this one anew with another serviceName, or name its port differently",
                  "order",
                  "Completed: 3 instances are registered",
                  "payments",
                  "Completed: 2 instances are registered",
                  "user",
                  "Completed: 2 instances are registered",
                  "web",
                  "Completed: 2 instances are registered"));
      assertThat(Told.by("status", "--state", shop.state()).out())
          .endsWith(
              """

              Problems:
                duration.yaml:8: spec.discovery.ttl: must be a duration such as 10s or 1m30s, not "10 seconds"
                huge.yaml:7: spec.backend.static.addresses: has 1001 items; at most 1000 are allowed
              """);
      assertThat(shop.writes()).isEqualTo(calls);
    }
  }

  @Test
  void aRecordThatCannotBeChangedStaysAsItIs() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      long calls = shop.writes();

      shop.write("user.yaml", shop.text("user.yaml") + "  discovery: {record: SRV}\n");
      shop.pass(Duration.ofMinutes(1));

      assertThat(ready(shop))
          .containsEntry(
              "user",
              "Invalid: the record type cannot be changed from A to SRV: the Cloud Map service with all its instances would have to be recreated; set it back, or delete the endpoint and create it anew");
      assertThat(shop.instances("user")).containsExactly("10-0-1-20", "10-0-2-20");
      assertThat(shop.writes()).isEqualTo(calls);
    }
  }

  @Test
  void ofTwoDocumentsWithOneNameTheFirstStaysInForce() throws IOException {
    try (VirtualShop shop = new VirtualShop(folder).settled()) {
      long calls = shop.writes();

      shop.write("web-2.yaml", shop.text("web.yaml").replace("10.0.2.10", "10.0.2.11"));
      shop.pass(Duration.ofMinutes(1));

      assertThat(ready(shop))
          .containsEntry(
              "web",
              "Invalid: endpoint shop/web is declared in web.yaml:1 and again in web-2.yaml:1: the first stays in force, remove one of them")
          .containsEntry("user", "Completed: 2 instances are registered");
      assertThat(shop.writes()).isEqualTo(calls);
    }
  }

  /** Of each endpoint the reason and message of its condition Ready. */
  private static Map<String, String> ready(VirtualShop shop) throws IOException {
    Map<String, String> ready = new TreeMap<>();
    JsonNode list = JSON.readTree(Told.by("status", "--state", shop.state(), "-o", "json").out());
    list.path("items")
        .valueStream()
        .filter(item -> item.path("kind").asText().equals("ServiceEndpoint"))
        .forEach(item ->
            item.at("/status/conditions")
                .valueStream()
                .filter(condition -> condition.path("type").asText().equals("Ready"))
                .forEach(condition ->
                    ready.put(
                        item.at("/metadata/name").asText(),
                        condition.path("reason").asText()
                            + ": "
                            + condition.path("message").asText())));
    return ready;
  }

  private static String endpoint(String name, String more) {
    return """
    apiVersion: vpcmesh.io/v1alpha1
    kind: ServiceEndpoint
    metadata: {name: %s, namespace: shop}
    spec:
      meshRef: {name: shop}
      ports: [{name: http, port: 80}]
      backend: {static: {addresses: [{ip: 10.1.0.1}]}}
    """
            .formatted(name)
        + more;
  }

  private static String addresses(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "{ip: 10.1.%d.%d}".formatted(i / 250, i % 250 + 1))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
