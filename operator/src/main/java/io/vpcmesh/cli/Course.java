package io.vpcmesh.cli;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Longs;
import io.vpcmesh.api.v1alpha1.DeploymentSummary;
import io.vpcmesh.deployment.Phase;
import java.util.List;
import java.util.Optional;

/**
 * How far a change came, be it that its record says so or the status of what it changes.
 *
 * @param phase as it is spelled; empty when nothing was said yet
 * @param told whether the status says the same, so that both are of one moment
 */
record Course(long revision, String phase, String step, Optional<String> message, boolean told) {

  private static final String ALL = "1/1";

  /** The newest change; its record may be gone, or one of the two may be written a little later. */
  static Optional<Course> newest(Sight sight, ImmutableList<DeploymentEntry> entries) {
    Optional<Course> recorded =
        entries.stream().reduce((_, newest) -> newest).map(entry -> of(entry, false));
    Optional<Course> said = sight.deployment().flatMap(Course::of);
    if (said.isEmpty()) {
      return recorded.map(it -> new Course(it.revision, it.phase, it.step, it.message, true));
    }
    return recorded
        .filter(it -> it.isNewerThan(said.orElseThrow()))
        .or(() ->
            entries.stream()
                .filter(entry -> entry.spec().revision() == said.orElseThrow().revision())
                .filter(entry -> entry.phase().equals(said.orElseThrow().phase()))
                .findFirst()
                .map(entry -> of(entry, true)))
        .or(() -> said.map(it -> it.step.isEmpty() ? it.at(step(it, entries)) : it));
  }

  /** Of what is over the status does not say it. */
  private static String step(Course over, ImmutableList<DeploymentEntry> entries) {
    return over.phase.equals(Phase.COMPLETED.spelled())
        ? ALL
        : entries.stream()
            .filter(entry -> entry.spec().revision() == over.revision)
            .findFirst()
            .map(DeploymentEntry::step)
            .orElse("");
  }

  private Course at(String next) {
    return new Course(revision, phase, next, message, told);
  }

  /** As its record says. */
  static Course of(DeploymentEntry entry, boolean told) {
    return new Course(entry.spec().revision(), entry.phase(), entry.step(), entry.message(), told);
  }

  private static Optional<Course> of(DeploymentSummary summary) {
    return Optional.ofNullable(summary.name())
        .flatMap(Course::revision)
        .map(revision ->
            new Course(
                revision,
                Optional.ofNullable(summary.phase()).orElse(""),
                Optional.ofNullable(summary.stepSummary()).orElse(""),
                Optional.ofNullable(summary.message()),
                true));
  }

  /** The number in a name such as {@code e-orders-8-1a2b3}. */
  private static Optional<Long> revision(String name) {
    List<String> parts = Splitter.on('-').splitToList(name);
    return parts.size() < 2
        ? Optional.empty()
        : Optional.ofNullable(Longs.tryParse(parts.get(parts.size() - 2)));
  }

  private boolean isNewerThan(Course said) {
    boolean further = stand().filter(Phase::isOver).isPresent() && said.isUnderWay();
    return revision > said.revision || (revision == said.revision && further);
  }

  /** Where it stands; absent when nothing was said yet, or a newer release said it. */
  Optional<Phase> stand() {
    return Phase.spelled(phase);
  }

  /** Whether something will come of it yet. */
  boolean isUnderWay() {
    return stand().filter(Phase::isOver).isEmpty();
  }

  String line() {
    return "revision %d  %s  %s%s"
        .formatted(
            revision,
            phase.isEmpty() ? "-" : phase,
            step,
            message.map(text -> "  " + text).orElse(""))
        .stripTrailing();
  }
}
