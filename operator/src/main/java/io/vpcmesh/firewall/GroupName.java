package io.vpcmesh.firewall;

import com.google.common.hash.Hashing;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Identity;
import java.nio.charset.StandardCharsets;

/** The name of an endpoint's security group, which is unique in its VPC. */
public final class GroupName {

  private static final int LONGEST = 255;
  private static final int HASH = 10;

  private GroupName() {}

  /**
   * Readable, and different for every installation and mesh; a resource that came back has the
   * group of its former life.
   */
  public static String of(EndpointKey endpoint, Identity identity) {
    String hash =
        Hashing.sha256()
            .hashString(identity.installation() + " " + identity.owner(), StandardCharsets.UTF_8)
            .toString()
            .substring(0, HASH);
    String readable = "vpcmesh-" + endpoint.ref().namespace() + "-" + endpoint.ref().name();
    return readable.substring(0, Math.min(readable.length(), LONGEST - HASH - 1)) + "-" + hash;
  }
}
