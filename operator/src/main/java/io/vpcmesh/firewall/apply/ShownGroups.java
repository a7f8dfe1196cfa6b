package io.vpcmesh.firewall.apply;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.firewall.GroupFacts;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.SecurityGroupId;

/**
 * Those of the groups that were asked for that AWS showed, with what they let in.
 *
 * @param ingress of each of them
 */
public record ShownGroups(
    ImmutableMap<SecurityGroupId, SecurityGroup> groups,
    ImmutableListMultimap<SecurityGroupId, SecurityGroupRule> ingress) {

  static final ShownGroups NONE = new ShownGroups(ImmutableMap.of(), ImmutableListMultimap.of());

  /** The group of that name, as its owner sees it. */
  public KnownGroup named(String name, Identity owner) {
    return groups.values().stream()
        // A filter of AWS takes * and ? for anything.
        .filter(group -> group.name().equals(name))
        .findFirst()
        .<KnownGroup>map(group -> present(group, owner))
        .orElseGet(KnownGroup.Absent::new);
  }

  /** The group of that id, as its owner sees it. */
  public KnownGroup of(SecurityGroupId id, Identity owner) {
    SecurityGroup group = groups.get(id);
    return group == null ? new KnownGroup.Absent() : present(group, owner);
  }

  private KnownGroup present(SecurityGroup group, Identity owner) {
    GroupFacts facts =
        new GroupFacts(group.id(), group.name(), group.vpc(), owner.standing(group.tags()));
    return new KnownGroup.Present(
        facts,
        ingress.get(group.id()).stream()
            .map(rule -> FirewallReader.known(rule, owner))
            .collect(ImmutableList.toImmutableList()));
  }
}
