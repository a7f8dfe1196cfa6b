package io.vpcmesh.firewall;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.vpcmesh.firewall.KnownGroup.Present;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What AWS has acknowledged of the security group of one endpoint. AWS's reads lag behind its
 * writes, so this ledger, not a fresh read, is what a plan starts from. It has one writer, the
 * engine's loop.
 */
public final class GroupLedger {

  private KnownGroup known = new KnownGroup.Unknown();
  private boolean fresh;
  private Instant lastWrite = Instant.EPOCH;

  public KnownGroup known() {
    return known;
  }

  /** The group, if it is there. */
  public Optional<GroupFacts> facts() {
    return present().map(Present::facts);
  }

  /** All its ingress rules, if it is there. */
  public ImmutableList<KnownRule> rules() {
    return present().map(Present::rules).orElseGet(ImmutableList::of);
  }

  /** Whether we made it, and nobody has read it since: reads may not show it yet. */
  public boolean isFresh() {
    return fresh;
  }

  /** When AWS last acknowledged a change of it. */
  public Instant lastWrite() {
    return lastWrite;
  }

  /** Nothing is known any more: it has to be read again. */
  public void unknown() {
    known = new KnownGroup.Unknown();
    fresh = false;
  }

  /** It was read. */
  public void seen(KnownGroup read) {
    known = read;
    fresh = false;
  }

  /** We made it: it lets nobody in. */
  public void created(GroupFacts facts, Instant at) {
    known = new Present(facts, ImmutableList.of());
    fresh = true;
    lastWrite = at;
  }

  /** These rules were added. */
  public void opened(ImmutableList<KnownRule> added, Instant at) {
    rewrite(
        rules -> {
          Map<SecurityGroupRuleId, KnownRule> all = new TreeMap<>(byId(rules));
          added.forEach(rule -> all.put(rule.id(), rule));
          return ImmutableList.copyOf(all.values());
        },
        at);
  }

  /** These rules are not there any more. */
  public void closed(ImmutableSet<SecurityGroupRuleId> ids, Instant at) {
    rewrite(
        rules ->
            rules.stream()
                .filter(rule -> !ids.contains(rule.id()))
                .collect(ImmutableList.toImmutableList()),
        at);
  }

  /** The group and these of its rules carry our mark now. */
  public void claimed(ImmutableSet<SecurityGroupRuleId> ids, Instant at) {
    present()
        .ifPresent(
            before -> known = new Present(before.facts().standing(Standing.OURS), before.rules()));
    rewrite(
        rules ->
            rules.stream()
                .map(rule -> ids.contains(rule.id()) ? rule.standing(Standing.OURS) : rule)
                .collect(ImmutableList.toImmutableList()),
        at);
  }

  /** It is gone. */
  public void deleted(Instant at) {
    known = new KnownGroup.Absent();
    fresh = false;
    lastWrite = at;
  }

  /** The id of the group, if it is there. */
  public Optional<SecurityGroupId> id() {
    return facts().map(GroupFacts::id);
  }

  private void rewrite(
      Function<ImmutableList<KnownRule>, ImmutableList<KnownRule>> change, Instant at) {
    present()
        .ifPresent(before -> known = new Present(before.facts(), change.apply(before.rules())));
    lastWrite = at;
  }

  private static Map<SecurityGroupRuleId, KnownRule> byId(ImmutableList<KnownRule> rules) {
    return Maps.uniqueIndex(rules, KnownRule::id);
  }

  private Optional<Present> present() {
    return known instanceof Present present ? Optional.of(present) : Optional.empty();
  }
}
