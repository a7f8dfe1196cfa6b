package io.vpcmesh.cloud.aws;

import com.google.common.base.CharMatcher;
import com.google.common.net.InetAddresses;

/** A host that no DNS label can be put in front of. */
final class PlainHost {

  private PlainHost() {}

  static boolean is(String host) {
    String bare = CharMatcher.anyOf("[]").trimFrom(host);
    return bare.indexOf('.') < 0 || InetAddresses.isInetAddress(bare);
  }
}
