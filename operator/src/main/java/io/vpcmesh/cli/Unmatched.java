package io.vpcmesh.cli;

import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;
import picocli.CommandLine.UnmatchedArgumentException;

/** What to say of a word that means nothing where it stands. */
final class Unmatched {

  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  /** Two letters are swapped or missing; what is further off is a guess. */
  private static final int NEAR = 2;

  private Unmatched() {}

  static String sentence(UnmatchedArgumentException unmatched) {
    String word = unmatched.getUnmatched().getFirst();
    return "%s '%s'%s".formatted(kind(unmatched), word, suggestion(unmatched, word));
  }

  private static String kind(UnmatchedArgumentException unmatched) {
    if (unmatched.isUnknownOption()) {
      return "unknown option";
    }
    boolean verbExpected = !unmatched.getCommandLine().getSubcommands().isEmpty();
    return verbExpected ? "unknown command" : "unexpected argument";
  }

  private static String suggestion(UnmatchedArgumentException unmatched, String word) {
    Optional<String> meant =
        unmatched.getSuggestions().stream()
            .filter(known -> DISTANCE.apply(word, known) <= NEAR)
            .findFirst();
    return meant.map("; did you mean %s?"::formatted).orElse("");
  }
}
