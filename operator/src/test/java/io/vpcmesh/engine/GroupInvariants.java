package io.vpcmesh.engine;

import com.google.common.base.Splitter;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.simulated.GroupSnapshot;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.PrefixListId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The invariants of one call that changes a security group, judged by what is declared. */
record GroupInvariants(Move move, DeclaredReach reach, List<Violation> found) {

  private static final int MOST_RULES = 60;

  static List<Violation> of(Move move) {
    GroupInvariants invariants =
        new GroupInvariants(move, new DeclaredReach(move.script()), new ArrayList<>());
    invariants.check();
    return invariants.found();
  }

  private void check() {
    switch (move.action()) {
      case CREATE_SECURITY_GROUP -> onlyOne();
      case AUTHORIZE_SECURITY_GROUP_INGRESS -> group().ifPresent(this::opening);
      case REVOKE_SECURITY_GROUP_INGRESS -> group().ifPresent(this::closing);
      case DELETE_SECURITY_GROUP -> group().ifPresent(this::deletion);
      case CREATE_TAGS -> tagged();
      default -> {}
    }
  }

  /**
   * S12: an endpoint has one group, and only while it is declared. Whoever was told lies of late
   * may ask for it once more: AWS refuses a second one of the same name.
   */
  private void onlyOne() {
    Mark mark = Mark.of(move.values());
    boolean another =
        move.world().groups().stream()
            .anyMatch(group -> Mark.of(group.group().tags()).owner().equals(mark.owner()));
    if (another && !move.history().isInDoubt(move.at())) {
      violated("S12", mark.owner() + " has a group already");
    }
  }

  /** S5, S6, S17: nothing is opened that is not declared, too wide, or too much. */
  private void opening(GroupSnapshot group) {
    ours(group);
    if (!mark(group).isOfThisInstallation()) {
      return;
    }
    Set<String> wanted = mark(group).endpoint().map(reach::openingsMeanwhile).orElse(Set.of());
    for (String permission : move.values().keySet()) {
      if (!wanted.contains(permission) && !isForNobody(permission)) {
        violated("S5", permission + " is not among what is declared: " + wanted);
      }
      if (isTooWide(permission)) {
        violated("S6", permission + " is too wide");
      }
    }
    int rules =
        Stream.concat(ingress(group).map(GroupInvariants::spell), move.values().keySet().stream())
            .mapToInt(this::weight)
            .sum();
    if (rules > MOST_RULES) {
      violated("S17", "the group would have %d rules".formatted(rules));
    }
  }

  /** AWS refuses what names a group that somebody has deleted. */
  private boolean isForNobody(String permission) {
    String source = sourceOf(permission);
    return source.startsWith("sg-")
        && move.world().groups().stream()
            .noneMatch(group -> group.group().id().value().equals(source));
  }

  private boolean isTooWide(String permission) {
    return isTooWide(move.script(), permission);
  }

  /** A prefix list is as wide as its widest entry, as it is in AWS now. */
  private static boolean isTooWide(Script script, String permission) {
    String source = sourceOf(permission);
    return source.startsWith("pl-")
        ? script.world.cloud.entriesOf(new PrefixListId(source)).stream()
            .anyMatch(cidr -> isWide(cidr.toString()))
        : isWide(source);
  }

  private static boolean isWide(String source) {
    int slash = source.indexOf('/');
    int least = source.contains(":") ? 16 : 8;
    return slash >= 0 && Integer.parseInt(source.substring(slash + 1)) < least;
  }

  /** What a rule counts: for a prefix list, as many as it may have entries. */
  private int weight(String permission) {
    String source = sourceOf(permission);
    return source.startsWith("pl-")
        ? move.script().world.cloud.weightOf(new PrefixListId(source))
        : 1;
  }

  private static String sourceOf(String permission) {
    return permission.substring(0, permission.lastIndexOf(':'));
  }

  /** S1, S7: what others made stays, and so does what somebody still needs. */
  private void closing(GroupSnapshot group) {
    Set<String> wanted = mark(group).endpoint().map(reach::needed).orElse(Set.of());
    Splitter.on(',')
        .splitToStream(move.values().getOrDefault("rules", ""))
        .flatMap(id -> ingress(group).filter(rule -> rule.id().value().equals(id)))
        .forEach(rule -> {
          deletable("rule " + rule.id(), Mark.of(rule.tags()));
          if (wanted.contains(spell(rule)) && !isTooWide(spell(rule))) {
            violated("S7", spell(rule) + " is still declared");
          }
        });
  }

  private void deletion(GroupSnapshot group) {
    deletable("the group", mark(group));
    Optional<EndpointKey> owner = mark(group).endpoint();
    if (owner.filter(reach::hasGroup).isPresent()) {
      violated("S2", "the group of " + owner.orElseThrow() + " is wanted");
    }
    ingress(group)
        .filter(rule -> !Mark.of(rule.tags()).isOfThisInstallation())
        .filter(this::shows)
        .forEach(rule -> violated("S1", "a rule of others goes with it: " + spell(rule)));
  }

  /** Whether a read can show what was made by hand: they lag, and some are told an older truth. */
  private boolean shows(SecurityGroupRule rule) {
    Instant made = move.script().world.rulesByHand.getOrDefault(rule.id(), Instant.MIN);
    Duration lag =
        move.history().isInDoubt(move.at())
            ? Troubles.STALE_BY
            : move.script().world.cloud.settings().latencies().listingLag();
    return made.plus(lag).isBefore(move.at());
  }

  private void tagged() {
    Splitter.on(',')
        .splitToStream(move.call().request().subject())
        .flatMap(
            id -> move.world().groups().stream().filter(it -> it.group().id().value().equals(id)))
        .forEach(this::ours);
  }

  private void ours(GroupSnapshot group) {
    if (!mark(group).isOfThisInstallation()) {
      violated("S1", "the group is not ours: " + mark(group));
    }
  }

  private void deletable(String what, Mark mark) {
    if (!mark.isOfThisInstallation()) {
      violated("S1", what + " is not ours: " + mark);
      return;
    }
    Optional<String> uid = move.script().uid(mark);
    if (uid.isPresent() && !uid.orElseThrow().equals(mark.uid())) {
      violated("S3", what + " is of a former life: " + mark);
    }
  }

  /** What is open in the groups of an installation and should not be, and the other way round. */
  static List<String> deviations(Script script) {
    DeclaredReach reach = new DeclaredReach(script);
    List<String> deviations = new ArrayList<>();
    Set<EndpointKey> grouped = new TreeSet<>();
    script.world.snapshot().groups().stream()
        .filter(group -> mark(group).isOfThisInstallation())
        .forEach(group -> {
          EndpointKey owner = mark(group).key();
          grouped.add(owner);
          Set<String> open = new TreeSet<>();
          ingress(group)
              .filter(rule -> Mark.of(rule.tags()).isOfThisInstallation())
              .forEach(rule -> open.add(spell(rule)));
          Set<String> wanted = reach.openings(owner);
          wanted.removeIf(opening -> isTooWide(script, opening));
          if (!open.equals(wanted)) {
            deviations.add("%s lets in %s in place of %s".formatted(owner, open, wanted));
          }
        });
    script.declared().stream()
        .filter(script::hasItsNames)
        .filter(key -> reach.hasGroup(key) != grouped.contains(key))
        .forEach(key -> deviations.add(key + " has a group: " + grouped.contains(key)));
    return deviations;
  }

  private Optional<GroupSnapshot> group() {
    return move.world().groups().stream()
        .filter(group -> group.group().id().value().equals(move.call().request().subject()))
        .findFirst();
  }

  private static Stream<SecurityGroupRule> ingress(GroupSnapshot group) {
    return group.rules().stream().filter(rule -> rule.direction() == Direction.INGRESS);
  }

  private static String spell(SecurityGroupRule rule) {
    return rule.source() + ":" + rule.traffic().first();
  }

  private static Mark mark(GroupSnapshot group) {
    return Mark.of(group.group().tags());
  }

  private void violated(String invariant, String why) {
    found.add(move.violates(invariant, why));
  }
}
