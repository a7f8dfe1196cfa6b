package io.vpcmesh.e2e.docs;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A page of text, commands in blocks marked {@code sh}, and what they print in blocks marked {@code
 * text} that follow them. Blocks of any other kind are refused: a command could hide in them.
 */
record Page(ImmutableList<Part> parts) {

  private static final String FENCE = "```";

  /** A stretch of the page. */
  sealed interface Part {
    /** What stands in the page. */
    String text();

    /** What nobody runs. */
    record Prose(String text) implements Part {}

    /** What a reader types. */
    record Commands(String text) implements Part {}

    /** What the commands before it print. */
    record Printed(String text) implements Part {}
  }

  static Page read(Path file) throws IOException {
    return of(Files.readString(file));
  }

  static Page of(String text) {
    ImmutableList.Builder<Part> parts = ImmutableList.builder();
    StringBuilder lines = new StringBuilder();
    String block = "";
    for (String line : text.lines().toList()) {
      if (line.startsWith(FENCE)) {
        parts.add(part(block, lines.toString()));
        lines.setLength(0);
        block = block.isEmpty() ? line : "";
      } else {
        lines.append(line).append('\n');
      }
    }
    if (!block.isEmpty()) {
      throw new IllegalArgumentException("the last block of the page has no end");
    }
    return new Page(parts.add(part(block, lines.toString())).build());
  }

  private static Part part(String fence, String text) {
    return switch (fence) {
      case "" -> new Part.Prose(text);
      case FENCE + "sh" -> new Part.Commands(text);
      case FENCE + "text" -> new Part.Printed(text);
      default -> throw new IllegalArgumentException("a block is sh or text, not " + fence);
    };
  }

  /** All that a reader types, from top to bottom. */
  ImmutableList<String> commands() {
    return parts.stream()
        .filter(Part.Commands.class::isInstance)
        .map(Part::text)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * The page with what was really printed wherever it says something else.
   *
   * @param printed by the first commands, by the second and so on
   */
  Page toldAgain(List<String> printed) {
    ImmutableList.Builder<Part> again = ImmutableList.builder();
    int commands = 0;
    Part before = new Part.Prose("");
    for (Part part : parts) {
      if (part instanceof Part.Commands) {
        commands++;
      }
      again.add(
          part instanceof Part.Printed claim
              ? told(claim, before, commands == 0 ? "" : printed.get(commands - 1))
              : part);
      if (!part.text().isBlank()) {
        before = part;
      }
    }
    return new Page(again.build());
  }

  private static Part told(Part.Printed claim, Part before, String printed) {
    if (!(before instanceof Part.Commands)) {
      throw new IllegalArgumentException("nothing is typed right before\n" + claim.text());
    }
    return Likeness.of(claim.text()).holds(printed) ? claim : new Part.Printed(printed);
  }
}
