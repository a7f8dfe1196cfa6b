package io.vpcmesh.model;

import java.util.regex.Pattern;

/** The id of a managed prefix list, such as {@code pl-0a1b2c3d4e5f60718}. */
public record PrefixListId(String value) implements Comparable<PrefixListId> {

  private static final Pattern FORM = Pattern.compile("pl-[0-9a-f]{8,17}");

  public PrefixListId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a prefix list id is pl- and 8 to 17 hexadecimal digits, got '" + value + "'");
    }
  }

  @Override
  public int compareTo(PrefixListId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
