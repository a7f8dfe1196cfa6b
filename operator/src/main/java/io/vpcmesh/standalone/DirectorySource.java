package io.vpcmesh.standalone;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.engine.Loop;
import io.vpcmesh.engine.Loop.Result;
import io.vpcmesh.model.Key;
import io.vpcmesh.standalone.StateDirectory.Problems;
import io.vpcmesh.standalone.directory.DirectoryDecision;
import io.vpcmesh.standalone.directory.DirectoryMemory;
import io.vpcmesh.standalone.directory.Look;
import io.vpcmesh.standalone.directory.Request;
import io.vpcmesh.standalone.directory.Rules;
import io.vpcmesh.topology.TopologyEvent;
import io.vpcmesh.topology.TopologyEvent.Gone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the engine what a directory of manifests declares: look, read what changed, decide, write
 * down, tell; and again a moment later. One round at a time, decided on the loop.
 */
public final class DirectorySource {

  private static final Logger LOG = LoggerFactory.getLogger(DirectorySource.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Loop loop;
  private final ManifestDirectory manifests;
  private final StateDirectory state;
  private final Rules rules;
  private final Listener listener;
  private final List<Key> released = new ArrayList<>();
  private final Instant started;
  private DirectoryMemory memory;
  private ImmutableList<String> problems;
  private Optional<TakenIn> takenIn = Optional.empty();
  private boolean synced;

  /** Who is told. */
  public interface Listener {

    /** Something of the declared world was seen. */
    void observe(TopologyEvent event);

    /** The first complete picture was delivered. */
    void synced();
  }

  public DirectorySource(
      Loop loop,
      ManifestDirectory manifests,
      StateDirectory state,
      Rules rules,
      Listener listener) {
    this.loop = loop;
    this.manifests = manifests;
    this.state = state;
    this.rules = rules;
    this.listener = listener;
    this.started = loop.now();
    this.memory = DirectoryMemory.restored(state.resources().readAll(), state.directory(), started);
    this.problems = state.problems();
  }

  /** Begins to look, on the loop, and never stops. */
  public void start() {
    loop.post(this::round);
  }

  /** The engine has let a resource go, and it is out of the state directory. */
  public void released(Key key) {
    loop.post(() -> released.add(key));
  }

  private record Glance(Look look, ImmutableMap<String, Request> requests) {}

  private void round() {
    letGo();
    ask(() -> new Glance(manifests.look(), state.requests().open()), this::looked);
  }

  private void letGo() {
    for (Key key : released) {
      memory = memory.released(key);
      listener.observe(new Gone(key));
    }
    released.clear();
  }

  private void looked(Glance glance) {
    Instant now = loop.now();
    boolean nothingNew = glance.look().equals(memory.look()) && glance.requests().isEmpty();
    if (nothingNew && memory.isAtRest() && synced) {
      again();
      return;
    }
    DirectoryMemory next = memory.looked(glance.look(), now);
    ImmutableSet<String> due = next.toBeRead(now);
    if (due.isEmpty()) {
      decide(next, glance.requests());
    } else {
      ask(() -> manifests.read(due), readings -> decide(next.read(readings), glance.requests()));
    }
  }

  private void decide(DirectoryMemory next, ImmutableMap<String, Request> requests) {
    DirectoryDecision decision = DirectoryDecision.decide(next, rules, requests, loop.now());
    ask(() -> writeDown(decision), this::tell);
  }

  /** What is written down first survives a crash between here and the engine. */
  private DirectoryDecision writeDown(DirectoryDecision decision) {
    decision.write().forEach(state.resources()::write);
    decision.remove().forEach(state.resources()::delete);
    if (!decision.memory().record().equals(memory.record())) {
      state.write(decision.memory().record());
    }
    if (!decision.problems().equals(problems)) {
      state.write(new Problems(decision.problems()));
    }
    TakenIn next = TakenIn.of(manifests.root(), decision);
    // Last, so that whoever finds a file in it finds what was in the file, too.
    if (!takenIn.equals(Optional.of(next))) {
      state.write(next);
    }
    decision.answers().forEach(state.requests()::close);
    return decision;
  }

  private void tell(DirectoryDecision decision) {
    memory = decision.memory();
    decision.problems().stream()
        .filter(problem -> !problems.contains(problem))
        .forEach(problem -> LOG.atWarn().addKeyValue("problem", problem).log("manifests"));
    problems = decision.problems();
    takenIn = Optional.of(TakenIn.of(manifests.root(), decision));
    decision.events().forEach(listener::observe);
    if (!synced && (memory.isComplete() || isLate())) {
      synced = true;
      listener.synced();
    }
    again();
  }

  /** A file that never comes to rest must not keep all others waiting. */
  private boolean isLate() {
    return started.plus(PATIENCE).isBefore(loop.now());
  }

  private void again() {
    loop.after(POLL, this::round);
  }

  /** Does something with files elsewhere; when it fails this round is forgotten. */
  private <T> void ask(Supplier<T> work, Consumer<T> then) {
    loop.<T>call(
        work,
        result -> {
          switch (result) {
            case Result.Returned<T>(T value) -> then.accept(value);
            case Result.Threw<T>(StateException failure) -> complain(failure);
            case Result.Threw<T>(RuntimeException bug) -> throw bug;
          }
        });
  }

  private void complain(StateException failure) {
    LOG.atError().addKeyValue("reason", failure.getMessage()).log("state");
    loop.after(PATIENCE, this::round);
  }
}
