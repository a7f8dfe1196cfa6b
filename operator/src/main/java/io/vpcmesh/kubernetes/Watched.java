package io.vpcmesh.kubernetes;

import io.vpcmesh.model.ObjectRef;
import java.util.Optional;

/** What is seen of the objects of one kind, which may not be there. */
interface Watched<R> {

  /** How much is seen. */
  enum Sight {
    /** Nothing yet. */
    UNKNOWN,
    /** Every object. */
    COMPLETE,
    /** The cluster does not have the kind. */
    ABSENT,
    /** The operator is not allowed to look. */
    DENIED
  }

  /** Begins to look, unless somebody did before. Returns at once. */
  void look();

  Sight sight();

  /** The object, as far as it was seen. */
  Optional<R> get(ObjectRef ref);
}
