package io.vpcmesh.model;

import java.util.Map;

/**
 * Decides from the marks that AWS shows right now what may be done to an object. Every applier
 * passes through it.
 */
public interface OwnershipGuard {

  /** May be changed: it carries our identity, be it of a former life. */
  boolean mayChange(Identity identity, Map<String, String> marks);

  /** May be deleted: it carries our identity and the UID of this very resource. */
  boolean mayDelete(Identity identity, Map<String, String> marks);

  /** The guard that is in force. */
  final class Marks implements OwnershipGuard {

    @Override
    public boolean mayChange(Identity identity, Map<String, String> marks) {
      return switch (identity.standing(marks)) {
        case OURS, FORMER -> true;
        case RIVAL, OTHERS, UNMARKED -> false;
      };
    }

    @Override
    public boolean mayDelete(Identity identity, Map<String, String> marks) {
      return identity.standing(marks) == Identity.Standing.OURS;
    }
  }
}
