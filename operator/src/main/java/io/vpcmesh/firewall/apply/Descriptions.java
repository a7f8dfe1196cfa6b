package io.vpcmesh.firewall.apply;

import com.google.common.base.CharMatcher;
import io.vpcmesh.model.Identity;
import java.util.SortedSet;

/** Texts for people who look at a group in AWS, as AWS takes them. */
final class Descriptions {

  private static final int LONGEST = 255;

  /** What a rule's description may have; a group's may have {@code &} too. */
  private static final CharMatcher ALLOWED =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf(" ._-:/()#,@[]+=;{}!$*"));

  private Descriptions() {}

  static String ofGroup(Identity identity) {
    return fit(identity.owner());
  }

  static String ofRule(SortedSet<String> reasons) {
    return fit("for " + String.join(", ", reasons));
  }

  private static String fit(String text) {
    String clean = ALLOWED.negate().replaceFrom("vpcmesh: " + text, '_');
    return clean.substring(0, Math.min(LONGEST, clean.length()));
  }
}
