package io.vpcmesh.model;

import java.util.regex.Pattern;

/** The id that EC2 gave to a security group, such as {@code sg-0a1b2c3d4e5f60718}. */
public record SecurityGroupId(String value) implements Comparable<SecurityGroupId> {

  private static final Pattern FORM = Pattern.compile("sg-[0-9a-f]{8,17}");

  public SecurityGroupId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a security group id is sg- and 8 to 17 hexadecimal digits, got '" + value + "'");
    }
  }

  /** Whether a text has the form of such an id. */
  public static boolean fits(String text) {
    return FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(SecurityGroupId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
