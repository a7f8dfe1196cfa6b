package io.vpcmesh.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableMap;
import java.math.BigInteger;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Numbers, booleans and texts by the rules of YAML 1.2's core schema. */
final class YamlScalars {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final CoreSchema CORE = new CoreSchema();
  private static final ImmutableMap<Tag, ConstructNode> CONSTRUCTORS =
      ImmutableMap.copyOf(CORE.getSchemaTagConstructors());

  /** No field takes a number of more digits, and converting very long ones takes very long. */
  private static final int LONGEST_NUMBER = 40;

  private YamlScalars() {}

  /** What is no core value, or a number out of all bounds, stays the text that it is. */
  static JsonNode json(ScalarNode scalar) {
    ConstructNode constructor = CONSTRUCTORS.get(scalar.getTag());
    if (constructor == null || !looksLikeItsTag(scalar)) {
      return JSON.textNode(scalar.getValue());
    }
    return scalar.getTag().equals(Tag.NULL)
        ? JSON.nullNode()
        : json(scalar, constructor.construct(scalar));
  }

  /** A tag that is written out may be a lie, such as {@code !!int abc}. */
  private static boolean looksLikeItsTag(ScalarNode scalar) {
    return scalar.getValue().length() <= LONGEST_NUMBER
        && CORE.getScalarResolver().resolve(scalar.getValue(), true).equals(scalar.getTag());
  }

  private static JsonNode json(ScalarNode scalar, Object value) {
    return switch (value) {
      case Boolean bool -> JSON.booleanNode(bool);
      case Integer number -> JSON.numberNode(number);
      case Long number -> JSON.numberNode(number);
      case BigInteger number -> JSON.numberNode(number);
      case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
          JSON.numberNode(number.longValue());
      case Double number when Double.isFinite(number) -> JSON.numberNode(number);
      default -> JSON.textNode(scalar.getValue());
    };
  }
}
