package io.vpcmesh.engine.codec;

/** Shortens what the schema would refuse. */
final class Cut {

  private static final String MORE = "…";

  private Cut() {}

  /** The text, or as much of it as fits into so many characters. */
  static String to(int longest, String text) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - MORE.length();
    boolean splits = Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splits ? end - 1 : end) + MORE;
  }
}
