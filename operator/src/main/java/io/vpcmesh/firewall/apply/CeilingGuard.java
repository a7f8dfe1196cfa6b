package io.vpcmesh.firewall.apply;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;
import java.util.Optional;

/** Decides whether an opening is too wide, whoever declares it and whatever a plan says. */
interface CeilingGuard {

  /**
   * Why it may not be opened, in a sentence that names it; empty when it may.
   *
   * @param entries of prefix lists, read right now
   */
  Optional<String> objection(
      Opening opening, ImmutableMap<PrefixListId, ImmutableList<Cidr>> entries);
}
