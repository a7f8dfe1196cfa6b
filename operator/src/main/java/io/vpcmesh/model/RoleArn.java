package io.vpcmesh.model;

import java.util.regex.Pattern;

/** The ARN of an IAM role, such as {@code arn:aws:iam::123456789012:role/vpcmesh}. */
public record RoleArn(String value) {

  /** What a role's ARN looks like, for a person. */
  public static final String EXAMPLE = "arn:aws:iam::123456789012:role/vpcmesh";

  /** That of a path, a name and all before it. */
  public static final int MAX_LENGTH = 640;

  /** The schema says the same. */
  public static final String PATTERN =
      "arn:aws(-[a-z]+){0,2}:iam::[0-9]{12}:role/([!-~]+/)?[A-Za-z0-9_+=,.@-]{1,64}";

  private static final Pattern SHAPE = Pattern.compile(PATTERN);
  private static final int ACCOUNT_DIGITS = 12;

  public RoleArn {
    if (!isOne(value)) {
      throw new IllegalArgumentException("a role's ARN is like " + EXAMPLE + ", got " + value);
    }
  }

  /** Whether the text is such an ARN. */
  public static boolean isOne(String text) {
    return text.length() <= MAX_LENGTH && SHAPE.matcher(text).matches();
  }

  /** The twelve digits of the account that the role, and whoever assumes it, belongs to. */
  public String account() {
    int start = value.indexOf("::") + 2;
    return value.substring(start, start + ACCOUNT_DIGITS);
  }

  @Override
  public String toString() {
    return value;
  }
}
