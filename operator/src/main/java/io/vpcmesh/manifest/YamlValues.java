package io.vpcmesh.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A document's nodes as JSON, with what JSON cannot hold as findings. */
final class YamlValues {
  /** Aliases let a few lines stand for billions of values, or for a loop without end. */
  private static final int MOST_VALUES = 500_000;

  private static final String MERGE = "<<";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final List<Finding> findings = new ArrayList<>();
  private int values;

  /** The JSON, and what is wrong with it already. */
  record Read(JsonNode json, ImmutableList<Finding> findings) {}

  private YamlValues() {}

  static Read of(Node root) {
    YamlValues reader = new YamlValues();
    JsonNode json = reader.value(root, FieldPath.ROOT);
    return reader.values > MOST_VALUES
        ? new Read(JSON.nullNode(), ImmutableList.of(tooMany()))
        : new Read(json, ImmutableList.copyOf(reader.findings));
  }

  private static Finding tooMany() {
    return new Finding(
        FieldPath.ROOT, "holds a loop of aliases, or more than " + MOST_VALUES + " values");
  }

  /** Stops going down once there are too many; the caller then discards everything. */
  private JsonNode value(Node node, FieldPath path) {
    values++;
    if (values > MOST_VALUES || path.steps().size() > YamlParser.DEEPEST) {
      values = MOST_VALUES + 1;
      return JSON.nullNode();
    }
    return switch (node) {
      case MappingNode mapping -> mapping(mapping, path);
      case SequenceNode list -> list(list, path);
      case ScalarNode scalar -> YamlScalars.json(scalar);
      default -> JSON.nullNode();
    };
  }

  private ArrayNode list(SequenceNode node, FieldPath path) {
    ArrayNode list = JSON.arrayNode(node.getValue().size());
    for (Node item : node.getValue()) {
      list.add(value(item, path.item(list.size())));
    }
    return list;
  }

  private ObjectNode mapping(MappingNode node, FieldPath path) {
    ObjectNode mapping = JSON.objectNode();
    for (NodeTuple entry : node.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        findings.add(new Finding(path, "has a key that is a mapping or a list"));
      } else if (!isMerge(key)) {
        put(entry.getValueNode(), path.field(key.getValue()), key.getValue(), mapping);
      }
    }
    merged(node).forEach(other -> merge(other, path.field(MERGE), mapping));
    return mapping;
  }

  private void put(Node node, FieldPath path, String key, ObjectNode into) {
    if (into.has(key)) {
      findings.add(new Finding(path, "is here twice; remove one of them"));
    } else {
      into.set(key, value(node, path));
    }
  }

  /** What a mapping says itself goes before what it merges, and that in the order of its list. */
  private void merge(Node other, FieldPath path, ObjectNode into) {
    if (value(other, path) instanceof ObjectNode fields) {
      fields.properties().forEach(field -> into.putIfAbsent(field.getKey(), field.getValue()));
    } else {
      findings.add(new Finding(path, "must be a mapping, or a list of them"));
    }
  }

  /** The mappings that a mapping takes in with {@code <<}, as far as they are some. */
  static ImmutableList<Node> merged(MappingNode node) {
    return node.getValue().stream()
        .filter(entry -> entry.getKeyNode() instanceof ScalarNode key && isMerge(key))
        .map(NodeTuple::getValueNode)
        .flatMap(value ->
            value instanceof SequenceNode list ? list.getValue().stream() : Stream.of(value))
        .collect(ImmutableList.toImmutableList());
  }

  private static boolean isMerge(ScalarNode key) {
    return key.getScalarStyle() == ScalarStyle.PLAIN && key.getValue().equals(MERGE);
  }
}
