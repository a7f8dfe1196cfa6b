package io.vpcmesh.reach;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;

/**
 * What one layer says of a call.
 *
 * @param message for a person; where the call is denied it names the way out
 */
public record Finding(Layer layer, Verdict verdict, String message) {

  /** In the order in which a call has to pass them. */
  public enum Layer {
    /** Both endpoints and their mesh are there, and the port. */
    DECLARED,
    /** The destination names the caller. */
    CONSENTED,
    /** Both have a security group. */
    GROUPS,
    /** The destination's group lets the caller's in. */
    RULES,
    /** Something carries the groups. */
    CARRIED
  }

  /** Whether it lets the call through. */
  public enum Verdict {
    YES,
    NO,
    /** Nobody can tell from here. */
    UNKNOWN
  }

  @FormatMethod
  static Finding yes(Layer layer, @FormatString String message, Object... values) {
    return new Finding(layer, Verdict.YES, message.formatted(values));
  }

  @FormatMethod
  static Finding no(Layer layer, @FormatString String message, Object... values) {
    return new Finding(layer, Verdict.NO, message.formatted(values));
  }

  @FormatMethod
  static Finding unknown(Layer layer, @FormatString String message, Object... values) {
    return new Finding(layer, Verdict.UNKNOWN, message.formatted(values));
  }
}
