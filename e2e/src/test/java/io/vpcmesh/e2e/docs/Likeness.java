package io.vpcmesh.e2e.docs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a page shows, less what differs from run to run: ages, ids, points in time, addresses that a
 * cluster gives, and the widths of columns that follow from them. A line of three dots stands for
 * any lines.
 */
record Likeness(Pattern pattern) {

  private static final Pattern AGE = Pattern.compile("(?<=\\s)([0-9]+[dhms]){1,2}(?=\\s|$)");
  private static final Pattern CLOUD_ID = Pattern.compile("\\b(ns|srv)-[a-z0-9]{10,}\\b");
  private static final Pattern UID =
      Pattern.compile("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b");
  private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z");
  private static final Pattern SERVICE_ADDRESS = Pattern.compile("\\b10\\.96\\.[0-9]+\\.[0-9]+\\b");

  static Likeness of(String shown) {
    return new Likeness(
        Pattern.compile(
            plain(shown)
                .lines()
                .map(line -> line.equals("...") ? "(?:.*\\n)*?" : Pattern.quote(line) + "\\n")
                .collect(Collectors.joining())));
  }

  boolean holds(String printed) {
    return pattern.matcher(plain(printed)).matches();
  }

  private static String plain(String text) {
    String same = text;
    for (Pattern changing : new Pattern[] {TIME, UID, CLOUD_ID, SERVICE_ADDRESS, AGE}) {
      same = changing.matcher(same).replaceAll(Matcher.quoteReplacement("_"));
    }
    return same.lines()
        .map(line -> line.stripTrailing().replaceAll("(?<=\\S) {2,}", "  ") + "\n")
        .collect(Collectors.joining());
  }
}
