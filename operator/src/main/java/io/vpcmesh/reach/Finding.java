package io.vpcmesh.reach;

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

  static Finding yes(Layer layer, String message) {
    return new Finding(layer, Verdict.YES, message);
  }

  static Finding no(Layer layer, String message) {
    return new Finding(layer, Verdict.NO, message);
  }

  /** Rules let a call through that the declarations do not want. */
  public static Finding openAnyway(String message) {
    return new Finding(Layer.RULES, Verdict.UNKNOWN, message);
  }

  static Finding unknown(Layer layer, String message) {
    return new Finding(layer, Verdict.UNKNOWN, message);
  }
}
