package io.vpcmesh.deployment;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.vpcmesh.deployment.Signals.Alarms;
import io.vpcmesh.deployment.Signals.Count;
import io.vpcmesh.deployment.Signals.Fault;
import io.vpcmesh.deployment.Signals.Hooks;
import io.vpcmesh.deployment.Signals.Instances;
import io.vpcmesh.deployment.Signals.Wanted;
import io.vpcmesh.deployment.Signals.Work;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What the world says: six instances are healthy, and something is being done, unless told. */
final class SignalsFixture {

  static final ImmutableSet<String> SIX = ImmutableSet.of("i-1", "i-2", "i-3", "i-4", "i-5", "i-6");
  static final Work UNDER_WAY = new Work.UnderWay("opening port 8080");

  private Wanted wanted = Wanted.TARGET;
  private Work work = UNDER_WAY;
  private ImmutableMap<String, Fault> faults = ImmutableMap.of();
  private Count operations = Count.NONE;
  private Optional<Instances> instances =
      Optional.of(new Instances(SIX, ImmutableSet.of(), ImmutableSet.of()));
  private Alarms alarms = Alarms.NONE;
  private Hooks hooks = new Hooks.Passed(ImmutableList.of());
  private ImmutableSet<Verb> verbs = ImmutableSet.of();
  private boolean paused;
  private boolean place = true;
  private boolean inherited;
  private Instant movedAt = Instant.MIN;

  private SignalsFixture() {}

  static SignalsFixture seen() {
    return new SignalsFixture();
  }

  static SignalsFixture done() {
    return seen().work(new Work.Done());
  }

  SignalsFixture wanted(Wanted what) {
    wanted = what;
    return this;
  }

  SignalsFixture work(Work how) {
    work = how;
    return this;
  }

  SignalsFixture fault(String slot, Cause cause) {
    faults = ImmutableMap.of(slot, new Fault(cause, slot + " is refused"));
    return this;
  }

  SignalsFixture operations(int population, String... failed) {
    operations = new Count(ImmutableSortedSet.copyOf(failed), population);
    return this;
  }

  /** Of the six, these are unhealthy now. */
  SignalsFixture unhealthy(String... some) {
    Set<String> sick = ImmutableSet.copyOf(some);
    instances =
        Optional.of(
            new Instances(
                Sets.difference(SIX, sick).immutableCopy(),
                ImmutableSet.copyOf(sick),
                ImmutableSet.of()));
    return this;
  }

  SignalsFixture instances(Instances seen) {
    instances = Optional.of(seen);
    return this;
  }

  SignalsFixture healthIsUnknown() {
    instances = Optional.empty();
    return this;
  }

  SignalsFixture firing(String... names) {
    alarms = new Alarms(ImmutableSortedSet.copyOf(names), alarms.unknown(), alarms.missing());
    return this;
  }

  SignalsFixture unreadable(String... names) {
    alarms = new Alarms(alarms.firing(), ImmutableSortedSet.copyOf(names), alarms.missing());
    return this;
  }

  SignalsFixture missing(String... names) {
    alarms = new Alarms(alarms.firing(), alarms.unknown(), ImmutableSortedSet.copyOf(names));
    return this;
  }

  SignalsFixture hooks(Hooks said) {
    hooks = said;
    return this;
  }

  SignalsFixture asked(Verb... some) {
    verbs = ImmutableSet.copyOf(some);
    return this;
  }

  SignalsFixture paused() {
    paused = true;
    return this;
  }

  SignalsFixture noPlace() {
    place = false;
    return this;
  }

  SignalsFixture inherited() {
    inherited = true;
    return this;
  }

  SignalsFixture movedAt(Instant when) {
    movedAt = when;
    return this;
  }

  Signals signals() {
    return new Signals(
        wanted,
        work,
        faults,
        operations,
        instances,
        alarms,
        hooks,
        verbs,
        paused,
        place,
        inherited,
        movedAt);
  }
}
