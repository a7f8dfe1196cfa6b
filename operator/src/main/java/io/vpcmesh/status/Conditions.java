package io.vpcmesh.status;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the conditions of one resource. Each carries the generation that it speaks of, and the
 * time of its last transition is kept for as long as its status is the same.
 */
final class Conditions {

  private final long generation;
  private final Instant now;
  private final Map<String, Condition> before = new LinkedHashMap<>();
  private final ImmutableList.Builder<Condition> built = ImmutableList.builder();

  Conditions(long generation, Collection<Condition> previous, Instant now) {
    this.generation = generation;
    this.now = now;
    previous.forEach(condition -> before.put(condition.type(), condition));
  }

  Conditions yes(String type, String reason, String message) {
    return put(type, ConditionStatus.TRUE, reason, message);
  }

  Conditions no(String type, String reason, String message) {
    return put(type, ConditionStatus.FALSE, reason, message);
  }

  Conditions unknown(String type, String reason, String message) {
    return put(type, ConditionStatus.UNKNOWN, reason, message);
  }

  ImmutableList<Condition> build() {
    return built.build();
  }

  private Conditions put(String type, ConditionStatus status, String reason, String message) {
    String since =
        Optional.ofNullable(before.get(type))
            .filter(condition -> condition.status() == status)
            .map(Condition::lastTransitionTime)
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    built.add(new Condition(type, status, generation, since, reason, message));
    return this;
  }
}
