package io.vpcmesh.deployment;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import java.util.Map;

/** What a person may ask for beside declaring something. */
public enum Verb {
  /** Try a revision again that failed. */
  RETRY,
  /** Take the change back that is under way. */
  ABORT,
  /** Go on: past a pause or, where there is none, past the rest of a bake. */
  PROMOTE,
  /** Go back to the revision before the running one. */
  UNDO,
  /** Stay where the change is. */
  PAUSE;

  /** What the annotations of a resource ask for: the newest token of each verb. */
  public static ImmutableMap<Verb, String> tokens(Map<String, String> annotations) {
    ImmutableMap.Builder<Verb, String> tokens = ImmutableMap.builder();
    for (Verb verb : values()) {
      String token = annotations.get(verb.annotation());
      if (token != null) {
        tokens.put(verb, token);
      }
    }
    return tokens.buildOrThrow();
  }

  /** The annotation whose value, any new one, asks for it. */
  public String annotation() {
    return "vpcmesh.io/" + spelled();
  }

  /** How a person asks for it, as the end of a sentence. */
  public String how() {
    return "'vpcmesh deployments %s', or the annotation %s".formatted(spelled(), annotation());
  }

  /** As the API spells it: {@code retry}. */
  public String spelled() {
    return Ascii.toLowerCase(name());
  }
}
