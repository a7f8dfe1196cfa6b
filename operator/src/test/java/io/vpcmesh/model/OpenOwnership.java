package io.vpcmesh.model;

import java.util.Map;

/** Guards of ownership with something left out. */
public final class OpenOwnership {

  private OpenOwnership() {}

  /** Whatever is thought to be ours is changed and deleted, whatever AWS says. */
  public static OwnershipGuard anyone() {
    return new Anyone();
  }

  /** The name is proof enough to delete, whichever life it is of. */
  public static OwnershipGuard namesake() {
    return new Namesake(new OwnershipGuard.Marks());
  }

  private record Anyone() implements OwnershipGuard {

    @Override
    public boolean mayChange(Identity identity, Map<String, String> marks) {
      return true;
    }

    @Override
    public boolean mayDelete(Identity identity, Map<String, String> marks) {
      return true;
    }
  }

  private record Namesake(OwnershipGuard real) implements OwnershipGuard {

    @Override
    public boolean mayChange(Identity identity, Map<String, String> marks) {
      return real.mayChange(identity, marks);
    }

    @Override
    public boolean mayDelete(Identity identity, Map<String, String> marks) {
      return real.mayChange(identity, marks);
    }
  }
}
