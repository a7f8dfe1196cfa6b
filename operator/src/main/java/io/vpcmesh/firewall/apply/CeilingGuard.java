package io.vpcmesh.firewall.apply;

import io.vpcmesh.firewall.Opening;
import java.util.Optional;

/** Decides whether an opening is too wide, whoever declares it and whatever a plan says. */
interface CeilingGuard {

  /** Why it may not be opened, in a sentence that names it; empty when it may. */
  Optional<String> objection(Opening opening);
}
