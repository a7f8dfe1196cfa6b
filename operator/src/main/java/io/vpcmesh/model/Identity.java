package io.vpcmesh.model;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/**
 * Whose an AWS object is. Installation and owner allow update and adoption; the UID is what only a
 * deletion needs, since a resource can come back under the same name.
 *
 * @param owner kind, namespace, name and mesh of the resource
 */
public record Identity(String installation, String owner, String uid) {

  private static final String PREFIX = "vpcmesh.io/";

  /** Tag and attribute that name the installation. */
  public static final String INSTALLATION = PREFIX + "installation";

  /** Tag and attribute that name the owning resource. */
  public static final String OWNER = PREFIX + "owner";

  /** Tag and attribute that name the UID of the owning resource. */
  public static final String UID = PREFIX + "uid";

  /** The identity of what a key owns in a mesh. */
  public static Identity of(String installation, Key key, MeshId mesh, String uid) {
    return new Identity(installation, key.kind() + "/" + key.ref() + "@" + mesh.ref(), uid);
  }

  /** The tags or attributes that carry this identity. */
  public ImmutableMap<String, String> marks() {
    return ImmutableMap.of(INSTALLATION, installation, OWNER, owner, UID, uid);
  }

  /** Whose the bearer of these tags or attributes is, seen from here. */
  public Standing standing(Map<String, String> marks) {
    if (!marks.containsKey(INSTALLATION) && !marks.containsKey(OWNER)) {
      return Standing.UNMARKED;
    }
    if (!installation.equals(marks.get(INSTALLATION)) || !owner.equals(marks.get(OWNER))) {
      return Standing.OTHERS;
    }
    return uid.equals(marks.get(UID)) ? Standing.OURS : Standing.FORMER;
  }

  /** Whose something is. */
  public enum Standing {
    /** Ours, of this very resource. */
    OURS,
    /** Ours, but of a former life of the resource: to be marked anew before anything else. */
    FORMER,
    /**
     * Ours by name, but marked for another life of the resource after it was marked for this one:
     * another operator under the name of our installation believes that it keeps it.
     */
    RIVAL,
    /** Marked by another installation or for another resource. */
    OTHERS,
    /** Nobody's mark: made by a person or another tool. */
    UNMARKED
  }
}
