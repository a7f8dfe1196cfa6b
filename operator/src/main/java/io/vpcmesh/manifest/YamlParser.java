package io.vpcmesh.manifest;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Text to YAML 1.2 nodes that know their lines. */
final class YamlParser {
  /** Far beyond any manifest, and far from the end of a stack. */
  static final int DEEPEST = 64;

  /** Each takes some hundred bytes before the first is looked at. */
  private static final int MOST_NODES = 200_000;

  private static final int LONGEST_MESSAGE = 200;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder()
          .setSchema(new UnmergedSchema())
          .setCodePointLimit(2 * ManifestReader.MAX_BYTES)
          // Both are looked at later, where the field can be named.
          .setMaxAliasesForCollections(Integer.MAX_VALUE)
          .setAllowNonScalarKeys(true)
          .build();

  /**
   * Leaves merge keys to {@link YamlValues}: resolved while composing, a loop of them never ends.
   */
  private static final class UnmergedSchema extends CoreSchema {
    @Override
    public ScalarResolver getScalarResolver() {
      return new CoreScalarResolver(false);
    }
  }

  /** What became of a chunk. */
  sealed interface Result {
    /** Its documents; none when it holds only comments. */
    record Documents(ImmutableList<Node> roots) implements Result {}

    /** It is no YAML, or none that is read here. */
    record Refused(int line, String message) implements Result {}
  }

  private YamlParser() {}

  static Result parse(YamlChunk chunk) {
    if (chunk.isEmpty()) {
      return new Result.Documents(ImmutableList.of());
    }
    try {
      Optional<Result> tooMuch = tooMuch(chunk);
      return tooMuch.orElseGet(() -> compose(chunk));
    } catch (MarkedYamlEngineException e) {
      return new Result.Refused(line(chunk, e.getProblemMark()), message(e.getProblem()));
    } catch (YamlEngineException e) {
      return new Result.Refused(chunk.firstLine(), message(String.valueOf(e.getMessage())));
    }
  }

  private static String message(String problem) {
    return "is no valid YAML: " + Shown.onOneLine(Ascii.truncate(problem, LONGEST_MESSAGE, "…"));
  }

  /** Looks at the events first: they come one by one, whereas composing recurses and keeps all. */
  private static Optional<Result> tooMuch(YamlChunk chunk) {
    int depth = 0;
    int nodes = 0;
    for (Event event : new Parse(SETTINGS).parseString(chunk.text())) {
      depth += deeper(event);
      nodes += event instanceof NodeEvent ? 1 : 0;
      if (depth > DEEPEST) {
        return refused(chunk, event, "is nested deeper than " + DEEPEST + " levels");
      }
      if (nodes > MOST_NODES) {
        return refused(chunk, event, "holds more than %,d values; split it".formatted(MOST_NODES));
      }
      if (tag(event).filter(Tag.MERGE.getValue()::equals).isPresent()) {
        return refused(chunk, event, "holds the tag !!merge; leave it out, << merges without it");
      }
    }
    return Optional.empty();
  }

  private static int deeper(Event event) {
    return switch (event.getEventId()) {
      case MappingStart, SequenceStart -> 1;
      case MappingEnd, SequenceEnd -> -1;
      default -> 0;
    };
  }

  private static Optional<String> tag(Event event) {
    return switch (event) {
      case ScalarEvent scalar -> scalar.getTag();
      case CollectionStartEvent collection -> collection.getTag();
      default -> Optional.empty();
    };
  }

  private static Optional<Result> refused(YamlChunk chunk, Event event, String message) {
    return Optional.of(new Result.Refused(line(chunk, event.getStartMark()), message));
  }

  private static Result compose(YamlChunk chunk) {
    return new Result.Documents(
        ImmutableList.copyOf(new Compose(SETTINGS).composeAllFromString(chunk.text())));
  }

  private static int line(YamlChunk chunk, Optional<Mark> mark) {
    return chunk.firstLine() + mark.map(Mark::getLine).orElse(0);
  }
}
