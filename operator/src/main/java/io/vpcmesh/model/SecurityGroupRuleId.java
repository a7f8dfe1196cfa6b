package io.vpcmesh.model;

import java.util.regex.Pattern;

/** The id that EC2 gave to a rule of a security group, such as {@code sgr-0a1b2c3d4e5f60718}. */
public record SecurityGroupRuleId(String value) implements Comparable<SecurityGroupRuleId> {

  private static final Pattern FORM = Pattern.compile("sgr-[0-9a-f]{8,17}");

  public SecurityGroupRuleId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a security group rule id is sgr- and 8 to 17 hexadecimal digits, got '" + value + "'");
    }
  }

  @Override
  public int compareTo(SecurityGroupRuleId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
