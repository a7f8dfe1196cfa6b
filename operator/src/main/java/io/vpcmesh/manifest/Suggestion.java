package io.vpcmesh.manifest;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses which word a person meant. */
final class Suggestion {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  /** Words that no field comes near are not worth measuring. */
  private static final int LONGEST = 64;

  private Suggestion() {}

  /** An addition to a message, empty when no known word is near. */
  static String forWord(String written, ImmutableList<String> known) {
    if (written.length() > LONGEST) {
      return "";
    }
    return known.stream()
        .filter(word -> !word.equals(written))
        .filter(word -> distance(written, word) <= tolerance(word))
        .min(Comparator.comparingInt(word -> distance(written, word)))
        .map(word -> "; did you mean " + word + "?")
        .orElse("");
  }

  /** Two letters in a long word, so that swapped ones count; one in a short word. */
  private static int tolerance(String word) {
    return word.length() <= 3 ? 1 : Math.max(2, word.length() / 3);
  }

  private static int distance(String written, String word) {
    return DISTANCE.apply(written.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
  }
}
