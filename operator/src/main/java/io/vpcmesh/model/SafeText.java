package io.vpcmesh.model;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What somebody else said, fit for logs and status: it may quote a request, but carries no
 * credentials. AWS quotes whole requests when a signature is wrong, and whoever sits in between may
 * say anything.
 */
public final class SafeText {

  private static final String CUT = "***";

  /** A name as it is written in a header, a query, JSON, a shell or an SDK. */
  private static final String SECRET_NAME =
      "(?:x-amz-security-token|x-amz-credential|x-amz-signature|aws_?access_?key_?id"
          + "|(?:aws)?_?secret_?(?:access)?_?key|(?:aws)?_?session_?token|security_?token"
          + "|access_?key_?id|signature|password)";

  /** In the order in which they are cut out; all of them look at each character a few times. */
  private static final List<Pattern> SECRETS =
      List.of(
          // A header to the end of its line: nobody else's words are worth a leak.
          Pattern.compile("(?i)(?<=authorization)(?<sep>[\"']?\\s*[:=]\\s*)[^\\r\\n]+"),
          Pattern.compile("(?i)(?<=AWS4-HMAC-SHA256)(?<sep>\\s+)Credential=[^\\r\\n]+"),
          Pattern.compile("(?i)(?<=\\b(?:bearer|basic))(?<sep> +)[A-Za-z0-9+/=._~-]{16,}"),
          Pattern.compile(
              "(?i)(?<=" + SECRET_NAME + ")(?<sep>[\"']?\\s*[:=]\\s*[\"']?)[^\\s\"'&,;}]+"),
          // User and password in an address.
          Pattern.compile("(?<=://)(?<sep>)[^\\s/@?#]+(?=@)"),
          // The ids of access keys, and tokens of STS, wherever they stand.
          Pattern.compile("(?<![A-Za-z0-9])(?<sep>)(?:AKIA|ASIA)[A-Z0-9]{12,124}(?![A-Za-z0-9])"),
          Pattern.compile("(?<![A-Za-z0-9])(?<sep>)(?:IQoJ|FwoG|FQoG)[A-Za-z0-9+/=_%-]{16,}"));

  private final String text;

  @GuardSeam
  SafeText(String text) {
    this.text = text;
  }

  /** The text without what looks like credentials. */
  public static SafeText of(String said) {
    String left = said;
    for (Pattern secret : SECRETS) {
      left = secret.matcher(left).replaceAll("${sep}" + CUT);
    }
    return new SafeText(left);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SafeText safe && text.equals(safe.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
