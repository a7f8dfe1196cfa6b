package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.model.Key;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What holds of every status that is ever written, so that a tool can tell how a resource is. */
final class StatusInvariants {

  private StatusInvariants() {}

  static void check(
      Key key,
      @Nullable Long generation,
      List<Condition> conditions,
      Optional<List<Condition>> before) {
    assertThat(generation).as("%s: the generation that was observed", key).isNotNull();
    assertThat(conditions)
        .as("%s: conditions of one status", key)
        .allMatch(condition -> Objects.equals(condition.observedGeneration(), generation))
        .allMatch(condition -> !condition.message().isBlank() && !condition.reason().isBlank());
    ImmutableMap<String, Condition> now = byType(conditions);
    oneVerdict(key, now);
    before.ifPresent(earlier -> times(key, now, byType(earlier)));
  }

  /** Either it is ready, or it is on its way, or somebody has to do something. */
  private static void oneVerdict(Key key, ImmutableMap<String, Condition> conditions) {
    Condition ready = conditions.get("Ready");
    assertThat(ready).as("%s: Ready", key).isNotNull();
    ImmutableList<String> why =
        ImmutableList.of("Reconciling", "Stalled").stream()
            .filter(type -> holds(conditions.get(type)))
            .collect(ImmutableList.toImmutableList());
    assertThat(why)
        .as("%s: what is true when Ready is %s", key, ready)
        .hasSize(holds(ready) ? 0 : 1);
    assertThat(conditions.keySet()).as("%s: conditions", key).contains("Accepted", "Registered");
  }

  /** The time of a transition is that of a change of status, and of nothing else. */
  private static void times(
      Key key, ImmutableMap<String, Condition> now, ImmutableMap<String, Condition> before) {
    now.forEach((type, condition) -> {
      Condition earlier = before.get(type);
      if (earlier != null && earlier.status() == condition.status()) {
        assertThat(condition.lastTransitionTime())
            .as("%s: since when %s is %s", key, type, condition.status())
            .isEqualTo(earlier.lastTransitionTime());
      }
    });
  }

  private static boolean holds(@Nullable Condition condition) {
    return condition != null && condition.status() == ConditionStatus.TRUE;
  }

  private static ImmutableMap<String, Condition> byType(List<Condition> conditions) {
    return Maps.uniqueIndex(conditions, Condition::type);
  }
}
