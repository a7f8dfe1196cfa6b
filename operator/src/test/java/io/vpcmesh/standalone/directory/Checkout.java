package io.vpcmesh.standalone.directory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.vpcmesh.manifest.ManifestReader;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Resource;
import io.vpcmesh.topology.TopologyEvent;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.MeshSeen;
import io.vpcmesh.topology.TopologyEvent.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A directory of manifests that a test edits, looked at every quarter of a virtual second. */
final class Checkout {

  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration POLL = Duration.ofMillis(250);

  private final ManifestReader reader = new ManifestReader();
  private final Map<String, String> texts = new TreeMap<>();
  private final Map<String, Fingerprint> fingerprints = new TreeMap<>();
  private final List<TopologyEvent> events = new ArrayList<>();
  private Optional<GitHead> head = Optional.empty();
  private boolean mounted = true;
  private Rules rules = new Rules("test", false);
  private Instant now = START;
  private DirectoryMemory memory =
      DirectoryMemory.restored(ImmutableList.of(), DirectoryRecord.NOTHING, START);
  private ImmutableList<String> problems = ImmutableList.of();

  Checkout write(String path, String text) {
    texts.put(path, text);
    fingerprints.put(path, new Fingerprint(text.length(), now, now, path));
    return this;
  }

  Checkout remove(String path) {
    texts.remove(path);
    fingerprints.remove(path);
    return this;
  }

  Checkout commit(String branch, String commit) {
    head = Optional.of(new GitHead(branch, commit));
    return this;
  }

  Checkout mounted(boolean whether) {
    mounted = whether;
    return this;
  }

  Checkout pruning() {
    rules = new Rules("test", true);
    return this;
  }

  /** The daemon ends and starts again, with what it wrote down. */
  Checkout restart() {
    memory = DirectoryMemory.restored(memory.records().values(), memory.record(), now);
    return this;
  }

  Checkout pass(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      look(ImmutableMap.of());
      now = now.plus(POLL);
    }
    return this;
  }

  Request.Answer ask(Request request) {
    return Objects.requireNonNull(look(ImmutableMap.of("1", request)).answers().get("1"));
  }

  Checkout released(EndpointKey key) {
    memory = memory.released(key);
    return this;
  }

  private DirectoryDecision look(ImmutableMap<String, Request> requests) {
    Look look =
        mounted
            ? new Look.Listed(ImmutableSortedMap.copyOf(fingerprints), head)
            : new Look.Unavailable("manifests cannot be read");
    DirectoryMemory looked = memory.looked(look, now);
    DirectoryMemory read = looked.read(Maps.toMap(looked.toBeRead(now), this::reading));
    DirectoryDecision decision = DirectoryDecision.decide(read, rules, requests, now);
    memory = decision.memory();
    problems = decision.problems();
    events.addAll(decision.events());
    return decision;
  }

  private Reading reading(String path) {
    String text = Objects.requireNonNull(texts.get(path));
    return new Reading(Objects.requireNonNull(fingerprints.get(path)), reader.read(path, text));
  }

  Instant now() {
    return now;
  }

  boolean isComplete() {
    return memory.isComplete();
  }

  boolean isAtRest() {
    return memory.isAtRest();
  }

  ImmutableList<String> problems() {
    return problems;
  }

  Optional<ResourceRecord> record(String endpoint) {
    ManifestName name = ManifestName.of(EndpointKey.of("shop", endpoint));
    return Optional.ofNullable(memory.records().get(name));
  }

  Orphans orphans() {
    return Orphans.among(memory.records().values());
  }

  String orphansHash() {
    return orphans().hash();
  }

  /** All that the engine was told since the last question, as one line each. */
  ImmutableList<String> news() {
    ImmutableList<String> news =
        events.stream().map(Checkout::line).collect(ImmutableList.toImmutableList());
    events.clear();
    return news;
  }

  private static String line(TopologyEvent event) {
    return switch (event) {
      case MeshSeen(var mesh) -> "mesh " + line(mesh);
      case EndpointSeen(var endpoint) -> "endpoint " + line(endpoint);
      case Unreadable(var key, var problem) -> key + " is unreadable: " + problem.message();
      case TopologyEvent.EndpointUnreadable unreadable -> unreadable.toString();
      case TopologyEvent.MeshUnreadable unreadable -> unreadable.toString();
      case TopologyEvent.NamespaceSeen(var name, var labels) -> "namespace " + name + " " + labels;
      case TopologyEvent.Gone gone -> gone.toString();
      case TopologyEvent.EndpointInForce remembered -> remembered.toString();
      case TopologyEvent.ServicesHeld held -> held.toString();
      case TopologyEvent.MeshInForce remembered -> remembered.toString();
    };
  }

  private static String line(Resource<?> resource) {
    return resource.ref()
        + " generation "
        + resource.generation()
        + (resource.annotations().isEmpty() ? "" : " " + resource.annotations())
        + (resource.deleting() ? " deleting" : "");
  }
}
