package io.vpcmesh.standalone.directory;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.vpcmesh.standalone.directory.ManifestName.Kind;
import io.vpcmesh.standalone.directory.Request.Annotate;
import io.vpcmesh.standalone.directory.Request.Answer;
import io.vpcmesh.standalone.directory.Request.Prune;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A decision in the making. */
final class Draft {

  /** A person's slip of the hand may be of any length. */
  private static final int LONGEST_HASH = 40;

  private final DirectoryMemory settled;
  private final Instant now;
  private final Map<ManifestName, Kept> kept = new TreeMap<>();
  private final Map<String, Answer> answers = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Instant> pruned = new ArrayList<>();

  Draft(DirectoryMemory settled, ImmutableList<String> fileProblems, Instant now) {
    this.settled = settled;
    this.now = now;
    pruned.addAll(PruneRule.recent(settled.pruned(), now));
    if (settled.look() instanceof Look.Unavailable(String why)) {
      problems.add(why);
    }
    problems.addAll(fileProblems);
  }

  void keep(ManifestName name, RecordKeeper keeper) {
    keeper
        .next(name, Optional.ofNullable(settled.records().get(name)))
        .ifPresent(next -> {
          kept.put(name, next);
          next.trouble().filter(trouble -> !problems.contains(trouble)).ifPresent(problems::add);
        });
  }

  void answer(String id, Request request) {
    answers.put(
        id,
        switch (request) {
          case Prune(String hash) -> confirmedPrune(hash);
          case Annotate annotate -> annotate(annotate);
          case Request.Unreadable(String why) -> new Answer(false, why);
        });
  }

  /** Prunes what the rule lets through, without asking anybody. */
  void prune() {
    PruneRule.inhabited(records().values()).stream()
        .map(
            "%s has vanished, and --prune leaves it because endpoints are in it: put it back, or see with 'vpcmesh prune' who would go"
                ::formatted)
        .forEach(problems::add);
    switch (PruneRule.judge(settled, records().values(), now)) {
      case PruneRule.Verdict.NotNow() -> {}
      case PruneRule.Verdict.TooMany(String problem) -> problems.add(problem);
      case PruneRule.Verdict.Prune(ImmutableSet<ManifestName> names) -> {
        names.forEach(this::prune);
        pruned.addAll(Collections.nCopies(names.size(), now));
      }
    }
  }

  DirectoryDecision decision(DirectoryMemory before) {
    DirectoryMemory after =
        new DirectoryMemory(
            settled.files(),
            records(),
            Presentation.of(kept.values()),
            settled.look(),
            settled.since(),
            ImmutableList.copyOf(pruned));
    return DirectoryDecision.of(
        before,
        after,
        new DirectoryDecision.Findings(
            ImmutableMap.copyOf(answers), ImmutableList.copyOf(problems), troubles()));
  }

  private ImmutableSortedMap<ManifestName, String> troubles() {
    ImmutableSortedMap.Builder<ManifestName, String> troubles = ImmutableSortedMap.naturalOrder();
    kept.forEach((name, it) -> it.trouble().ifPresent(trouble -> troubles.put(name, trouble)));
    return troubles.buildOrThrow();
  }

  /** What a directory that cannot be read does not declare, nobody knows. */
  private Answer confirmedPrune(String hash) {
    if (settled.look() instanceof Look.Unavailable(String why)) {
      return new Answer(
          false,
          "%s, so that nothing is pruned: put it back, or make it anew and empty if all of it shall go"
              .formatted(why));
    }
    Orphans orphans = Orphans.among(records().values());
    if (!orphans.hash().equals(hash)) {
      return new Answer(
          false,
          "'%s' is not the hash of the list as it is now, so that nothing is pruned: look at the list with 'vpcmesh prune', and with the same --state if you gave one"
              .formatted(Ascii.truncate(hash, LONGEST_HASH, "…")));
    }
    ImmutableList<ManifestName> names =
        orphans.records().stream().map(ResourceRecord::name).collect(toImmutableList());
    names.forEach(this::prune);
    return new Answer(
        true,
        names.size() == 1
            ? "1 resource is being deleted"
            : "%d resources are being deleted".formatted(names.size()));
  }

  /** A namespace owns nothing in AWS, so nobody has to clean up behind it. */
  private void prune(ManifestName name) {
    kept.computeIfPresent(
        name,
        (_, record) -> name.kind() == Kind.NAMESPACE ? null : Kept.well(record.record().pruned()));
  }

  private Answer annotate(Annotate request) {
    Kept known = kept.get(request.name());
    if (known == null) {
      return new Answer(false, "there is no " + request.name());
    }
    Map<String, String> verbs = new TreeMap<>(known.record().verbs());
    verbs.put(request.annotation(), request.value());
    ResourceRecord next = known.record().withVerbs(ImmutableMap.copyOf(verbs));
    kept.put(request.name(), new Kept(next, known.trouble()));
    return new Answer(true, "the daemon sees to it for %s".formatted(request.name()));
  }

  private ImmutableSortedMap<ManifestName, ResourceRecord> records() {
    return ImmutableSortedMap.copyOf(Maps.transformValues(kept, Kept::record));
  }
}
