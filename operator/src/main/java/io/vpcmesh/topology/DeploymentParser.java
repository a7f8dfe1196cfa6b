package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.api.v1alpha1.Alarms;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.DeploymentStep;
import io.vpcmesh.model.DeploymentPolicy.Step;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how an endpoint or a mesh wants its changes brought in. */
record DeploymentParser(Findings findings) {

  private static final String FIELD = "spec.deployment";
  private static final Duration SHORTEST_DEADLINE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int MAX_STEPS = 10;
  private static final int LAST = 100;
  private static final int MAX_ALARMS = 20;
  private static final int MAX_HISTORY = 20;

  DeploymentOverrides parse(@Nullable DeploymentSettings declared) {
    if (declared == null) {
      return DeploymentOverrides.NONE;
    }
    return new DeploymentOverrides(
        steps(declared.steps()),
        time("bakeTime", declared.bakeTime(), Duration.ZERO),
        time("progressDeadline", declared.progressDeadline(), SHORTEST_DEADLINE),
        time("rollbackDeadline", declared.rollbackDeadline(), SHORTEST_DEADLINE),
        new BreakerParser(findings, FIELD + ".circuitBreaker").parse(declared.circuitBreaker()),
        alarms(declared.alarms()),
        Optional.ofNullable(declared.historyLimit())
            .flatMap(limit -> findings.within(FIELD + ".historyLimit", limit, 0, MAX_HISTORY)));
  }

  private Optional<Duration> time(String name, @Nullable String declared, Duration shortest) {
    return Optional.ofNullable(declared)
        .flatMap(text -> findings.lasting(FIELD + "." + name, text, shortest, LONGEST));
  }

  private Optional<ImmutableList<Step>> steps(List<DeploymentStep> declared) {
    String path = FIELD + ".steps";
    if (declared.isEmpty()) {
      return Optional.empty();
    }
    if (declared.size() > MAX_STEPS) {
      findings.refuse(path, "has %d steps: keep %d".formatted(declared.size(), MAX_STEPS));
    }
    ImmutableList.Builder<Step> builder = ImmutableList.builder();
    for (int i = 0; i < declared.size(); i++) {
      step(path + "[" + i + "]", declared.get(i)).ifPresent(builder::add);
    }
    ImmutableList<Step> steps = builder.build();
    if (steps.size() == declared.size()) {
      checkOrder(path, steps);
    }
    return Optional.of(steps);
  }

  private Optional<Step> step(String path, DeploymentStep declared) {
    Optional<Integer> percent =
        findings
            .required(path + ".percent", declared.percent(), "write a percentage of 1 to 100")
            .flatMap(number -> findings.within(path + ".percent", number, 1, LAST));
    Optional<Duration> bake =
        declared.bake() == null
            ? Optional.of(Duration.ZERO)
            : findings.lasting(path + ".bake", declared.bake(), Duration.ZERO, LONGEST);
    return percent.isPresent() && bake.isPresent()
        ? Optional.of(
            new Step(
                percent.orElseThrow(), bake.orElseThrow(), Boolean.TRUE.equals(declared.pause())))
        : Optional.empty();
  }

  private void checkOrder(String path, ImmutableList<Step> steps) {
    for (int i = 1; i < steps.size(); i++) {
      int before = steps.get(i - 1).percent();
      int percent = steps.get(i).percent();
      if (percent <= before) {
        findings.refuse(
            "%s[%d].percent".formatted(path, i),
            "%d does not ascend from %d: write the steps from the smallest to 100"
                .formatted(percent, before));
      }
    }
    int last = steps.getLast().percent();
    if (last != LAST) {
      findings.refuse(
          path, "ends at %d percent: add a last step with percent: 100".formatted(last));
    }
  }

  private ImmutableSortedSet<String> alarms(@Nullable Alarms declared) {
    String path = FIELD + ".alarms.names";
    List<String> names = declared == null ? List.of() : declared.names();
    if (names.size() > MAX_ALARMS) {
      findings.refuse(path, "has %d alarms: keep %d".formatted(names.size(), MAX_ALARMS));
    }
    ImmutableSortedSet.Builder<String> alarms =
        new ImmutableSortedSet.Builder<>(Comparator.naturalOrder());
    for (int i = 0; i < names.size(); i++) {
      findings.shaped(path + "[" + i + "]", names.get(i), Shape.ALARM).ifPresent(alarms::add);
    }
    return alarms.build();
  }
}
