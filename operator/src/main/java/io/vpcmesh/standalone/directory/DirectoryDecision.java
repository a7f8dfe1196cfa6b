package io.vpcmesh.standalone.directory;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Sets;
import io.vpcmesh.standalone.directory.Request.Answer;
import io.vpcmesh.topology.TopologyEvent;
import java.time.Instant;
import java.util.Map;

/**
 * What follows from a look at the directory: first {@code write} and {@code remove} are made to
 * last, then the engine is told the events.
 *
 * @param write records that are new or changed
 * @param remove records that are dropped without asking the engine, those of namespaces
 * @param answers to the requests, by their id
 * @param problems what is wrong with the directory and its files, as lines for a person
 * @param troubles why the newest declaration of a thing is not the one in force
 */
public record DirectoryDecision(
    DirectoryMemory memory,
    ImmutableList<TopologyEvent> events,
    ImmutableList<ResourceRecord> write,
    ImmutableSet<ManifestName> remove,
    ImmutableMap<String, Answer> answers,
    ImmutableList<String> problems,
    ImmutableSortedMap<ManifestName, String> troubles) {

  /** Decides from all that is known now. */
  public static DirectoryDecision decide(
      DirectoryMemory memory, Rules rules, Map<String, Request> requests, Instant now) {
    DirectoryMemory settled = Settling.settle(memory, now);
    Sightings sightings = Sightings.of(settled.files());
    Draft draft = new Draft(settled, sightings.problems(), now);
    RecordKeeper keeper = new RecordKeeper(rules.installation(), sightings, memory.files(), now);
    Sets.union(memory.records().keySet(), sightings.readable().keySet())
        .forEach(name -> draft.keep(name, keeper));
    requests.forEach(draft::answer);
    if (rules.prune()) {
      draft.prune();
    }
    return draft.decision(memory);
  }

  static DirectoryDecision of(DirectoryMemory before, DirectoryMemory after, Findings findings) {
    return new DirectoryDecision(
        after,
        news(before.shown(), after.shown()),
        after.records().values().stream()
            .filter(record -> !record.equals(before.records().get(record.name())))
            .collect(toImmutableList()),
        Sets.difference(before.records().keySet(), after.records().keySet()).immutableCopy(),
        findings.answers(),
        findings.problems(),
        findings.troubles());
  }

  /** What was found out on the way. */
  record Findings(
      ImmutableMap<String, Answer> answers,
      ImmutableList<String> problems,
      ImmutableSortedMap<ManifestName, String> troubles) {}

  private static ImmutableList<TopologyEvent> news(
      ImmutableMap<ManifestName, ImmutableList<TopologyEvent>> before,
      ImmutableMap<ManifestName, ImmutableList<TopologyEvent>> after) {
    return ImmutableSortedMap.copyOf(after).entrySet().stream()
        .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
        .flatMap(entry -> entry.getValue().stream())
        .collect(toImmutableList());
  }
}
