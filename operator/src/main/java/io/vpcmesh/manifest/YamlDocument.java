package io.vpcmesh.manifest;

import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A parsed document that can tell the line of each of its fields.
 *
 * @param firstLine the line of the file that the marks of its nodes count from
 */
record YamlDocument(Node root, int firstLine) {

  /** A field that is not there has the line of what it is missing from. */
  int lineOf(FieldPath path) {
    Place place = new Place(root, root);
    for (FieldPath.Step step : path.steps()) {
      Optional<Place> next = step(place.value, step);
      if (next.isEmpty()) {
        break;
      }
      place = next.orElseThrow();
    }
    return firstLine + place.mark.getStartMark().map(Mark::getLine).orElse(0);
  }

  /** A value, and what a person looks for: its key or itself. */
  private record Place(Node mark, Node value) {}

  private static Optional<Place> step(Node from, FieldPath.Step step) {
    return switch (step) {
      case FieldPath.Step.Field(String name) when from instanceof MappingNode mapping ->
          field(mapping, name);
      case FieldPath.Step.Item(int index)
          when from instanceof SequenceNode list && index < list.getValue().size() ->
          Optional.of(new Place(list.getValue().get(index), list.getValue().get(index)));
      case FieldPath.Step.Field _, FieldPath.Step.Item _ -> Optional.empty();
    };
  }

  private static Optional<Place> field(MappingNode mapping, String name) {
    return ownField(mapping, name)
        .or(() ->
            YamlValues.merged(mapping).stream()
                .flatMap(other ->
                    other instanceof MappingNode fields
                        ? ownField(fields, name).stream()
                        : Stream.empty())
                .findFirst());
  }

  /** The last of several equal keys is the one that is one too many. */
  private static Optional<Place> ownField(MappingNode mapping, String name) {
    Optional<Place> found = Optional.empty();
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
        found = Optional.of(new Place(key, entry.getValueNode()));
      }
    }
    return found;
  }
}
