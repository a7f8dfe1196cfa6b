package io.vpcmesh.deployment;

import static io.vpcmesh.deployment.SignalsFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.deployment.Rollouts.Outcome;
import io.vpcmesh.deployment.Rollouts.Request;
import io.vpcmesh.model.DeploymentPolicy;
import io.vpcmesh.model.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A resource over many changes, with a clock of its own. Its spec is a word, so is its hash. */
final class Life {

  private static final int MOST_PASSES = 20;

  private final Map<Verb, String> tokens = new EnumMap<>(Verb.class);
  private DeploymentPolicy policy = DeploymentPolicy.DEFAULT;
  private Optional<Snapshot<String>> declared = Optional.empty();
  private Rollout<String> rollout = Rollout.of(Optional.empty(), Optional.empty());
  private Optional<String> message = Optional.empty();
  private Instant now = Course.START;
  private long generation;
  private int looks;
  private boolean deleting;

  /** Something runs already. */
  static Life running(String hash) {
    return new Life().declares(hash).settles();
  }

  Life under(DeploymentPolicy other) {
    policy = other;
    return this;
  }

  Life declares(String hash) {
    return declares(hash, hash);
  }

  Life declares(String hash, String data) {
    generation++;
    declared = Optional.of(new Snapshot<>(0, hash, generation, data));
    return this;
  }

  Life isUnreadable() {
    declared = Optional.empty();
    return this;
  }

  Life isDeleted() {
    deleting = true;
    return this;
  }

  Life asks(Verb verb, String token) {
    tokens.put(verb, token);
    return this;
  }

  Life asksNoMore(Verb verb) {
    tokens.remove(verb);
    return this;
  }

  Life later(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** One pass over what is seen. */
  Life sees(SignalsFixture signals) {
    looks = 0;
    Request<String> request =
        new Request<>(declared, deleting, "kubectl", policy, ImmutableMap.copyOf(tokens));
    Outcome<String> outcome =
        Rollouts.next(
            rollout,
            request,
            (_, wanted, verbs) -> {
              looks++;
              return signals
                  .wanted(wanted)
                  .asked(verbs.toArray(Verb[]::new))
                  .movedAt(Instant.MIN)
                  .signals();
            },
            now);
    rollout = outcome.rollout();
    message = outcome.message();
    return this;
  }

  /** Everything that is wanted is done, and time goes by, until nothing follows any more. */
  Life settles() {
    Rollout<String> before;
    int passes = 0;
    do {
      before = rollout;
      goesOn();
      passes++;
    } while (!rollout.equals(before) && passes < MOST_PASSES);
    assertThat(passes).as("passes until nothing follows").isLessThan(MOST_PASSES);
    return this;
  }

  /** One pass over a world in which everything that is wanted is done. */
  Life goesOn() {
    return sees(done()).later(policy.bakeTime());
  }

  /** What is declared is tried and turns out to be bad. */
  Life fails() {
    return sees(done()).sees(done().firing("errors"));
  }

  Life declaresBad(String hash) {
    return declares(hash).fails().settles();
  }

  Optional<Snapshot<String>> declared() {
    return declared;
  }

  ImmutableMap<Verb, String> tokens() {
    return ImmutableMap.copyOf(tokens);
  }

  Rollout<String> rollout() {
    return rollout;
  }

  Changes<String> changes() {
    return rollout.changes();
  }

  String runs() {
    return rollout.running().map(Snapshot::hash).orElse("");
  }

  Deployment deployment() {
    return rollout.deployment().orElseThrow();
  }

  Phase phase() {
    return deployment().phase();
  }

  Optional<String> message() {
    return message;
  }

  /** How often the last pass looked at the world. */
  int looks() {
    return looks;
  }

  Instant now() {
    return now;
  }
}
