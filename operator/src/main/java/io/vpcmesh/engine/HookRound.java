package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.deployment.Signals.Hooks;
import io.vpcmesh.model.Hook;
import io.vpcmesh.model.Hook.OnFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The hooks of one stage of one deployment: who was asked, and with which result. Who has said yes
 * or no is not asked again. Who could not be reached is, later: the deployment waits for it, unless
 * its failures are ignored.
 */
final class HookRound {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
  private static final int MAX_DOUBLINGS = 3;

  private final SequencedMap<String, Asked> byName = new LinkedHashMap<>();

  /** One hook. */
  private static final class Asked {

    private final Hook hook;
    private Optional<HookAnswer> answer = Optional.empty();
    private boolean underWay;
    private Instant dueAt = Instant.EPOCH;
    private int attempts;

    private Asked(Hook hook) {
      this.hook = hook;
    }

    private boolean ignored() {
      return hook.onFailure() == OnFailure.IGNORE;
    }

    /** Whether nothing that it may still say matters. */
    private boolean settled() {
      return answer.filter(it -> ignored() || !(it instanceof HookAnswer.Unreachable)).isPresent();
    }

    private Optional<String> message() {
      return answer.flatMap(it ->
          switch (it) {
            case HookAnswer.Passed _ -> Optional.empty();
            case HookAnswer.Failed(String message) -> Optional.of(message);
            case HookAnswer.Unreachable(String message) -> Optional.of(message);
          });
    }

    private Optional<Hooks> refusal() {
      return ignored()
          ? Optional.empty()
          : answer
              .filter(HookAnswer.Failed.class::isInstance)
              .flatMap(_ -> message())
              .map(message -> new Hooks.Failed(hook.name(), message));
    }

    private Optional<String> note() {
      return message().map(message -> "hook %s, ignored: %s".formatted(hook.name(), message));
    }

    private String whom() {
      return hook.name() + message().map(message -> " (" + message + ")").orElse("");
    }
  }

  HookRound(ImmutableList<Hook> hooks) {
    hooks.forEach(hook -> byName.put(hook.name(), new Asked(hook)));
  }

  /** Those who are to be asked now; they count as asked. */
  ImmutableList<Hook> take(Instant now) {
    ImmutableList<Asked> due =
        waiting(each -> !each.underWay && !each.dueAt.isAfter(now))
            .collect(ImmutableList.toImmutableList());
    due.forEach(each -> {
      each.underWay = true;
      each.attempts++;
    });
    return due.stream().map(each -> each.hook).collect(ImmutableList.toImmutableList());
  }

  /** A hook that was taken answers, or nobody does for it. */
  void answered(String hook, HookAnswer answer, Instant now) {
    Asked asked = byName.get(hook);
    if (asked != null && asked.underWay) {
      asked.underWay = false;
      asked.answer = Optional.of(answer);
      asked.dueAt =
          now.plus(FIRST_PAUSE.multipliedBy(1L << Math.min(asked.attempts - 1, MAX_DOUBLINGS)));
    }
  }

  /** What they say together: one refusal is enough, whoever is still to answer. */
  Hooks signal() {
    return byName.values().stream()
        .flatMap(each -> each.refusal().stream())
        .findFirst()
        .or(() -> waiting(_ -> true).findFirst().map(first -> new Hooks.Asked(first.whom())))
        .orElseGet(() -> new Hooks.Passed(notes()));
  }

  private ImmutableList<String> notes() {
    return byName.values().stream()
        .flatMap(each -> each.note().stream())
        .collect(ImmutableList.toImmutableList());
  }

  /** When somebody is to be asked again. */
  Instant nextLook() {
    return waiting(each -> !each.underWay)
        .map(each -> each.dueAt)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private Stream<Asked> waiting(Predicate<Asked> which) {
    return byName.values().stream().filter(each -> !each.settled()).filter(which);
  }
}
