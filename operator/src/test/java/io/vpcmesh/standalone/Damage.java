package io.vpcmesh.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Damages JSON: single bytes, single values, or all of it. */
final class Damage {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final ImmutableList<JsonNode> VALUES =
      ImmutableList.of(
          JSON.nullNode(),
          JSON.textNode(""),
          JSON.textNode("x y"),
          JSON.textNode("+1000000000-12-31T23:59:59.999999999Z"),
          JSON.textNode("NAMESPACE"),
          JSON.numberNode(-1),
          JSON.numberNode(Long.MAX_VALUE),
          JSON.numberNode(1e300),
          JSON.booleanNode(true),
          JSON.arrayNode(),
          JSON.arrayNode().addNull(),
          JSON.objectNode(),
          JSON.objectNode().putNull("x"),
          JSON.objectNode().put("", "y"));

  private static final ImmutableList<String> WHOLES =
      ImmutableList.of(
          "",
          "null",
          "[]",
          "{}",
          "{}{}",
          "\"x\"",
          "1",
          "[".repeat(100_000),
          "{\"a\":".repeat(9_999));

  private final Random random;

  Damage(Random random) {
    this.random = random;
  }

  byte[] done(byte[] json) throws IOException {
    return switch (random.nextInt(8)) {
      case 0 -> pick(WHOLES).getBytes(StandardCharsets.UTF_8);
      case 1, 2 -> bytes(json.clone());
      default -> values(MAPPER.readTree(json));
    };
  }

  private byte[] bytes(byte[] json) {
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      json[random.nextInt(json.length)] = (byte) random.nextInt(256);
    }
    return json;
  }

  private byte[] values(JsonNode tree) throws IOException {
    List<Runnable> damages = new ArrayList<>();
    collect(tree, damages);
    pick(damages).run();
    return MAPPER.writeValueAsBytes(tree);
  }

  private void collect(JsonNode tree, List<Runnable> damages) {
    if (tree instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        damages.add(() -> object.set(field.getKey(), pick(VALUES)));
        damages.add(() -> object.remove(field.getKey()));
      }
    }
    if (tree instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        damages.add(() -> array.set(index, pick(VALUES)));
      }
    }
    tree.forEach(below -> collect(below, damages));
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
