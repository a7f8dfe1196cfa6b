package io.vpcmesh.model;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which revisions hold right now, and how: see {@code docs/decisions/0021}. At rest only the
 * running one does; a deployment adds a target.
 *
 * @param <R> a revision
 * @param running the newest completed revision; absent until a first deployment is complete
 * @param target the revision that a deployment is bringing in
 */
public record Stance<R>(Optional<R> running, Optional<R> target, Phase phase) {

  public Stance {
    boolean possible =
        switch (phase) {
          case AT_REST -> target.isEmpty();
          case WIDENED -> running.isPresent() && target.isPresent();
          case SWITCHED -> target.isPresent();
        };
    if (!possible) {
      throw new IllegalArgumentException(
          "no stance is %s with running %s and target %s".formatted(phase, running, target));
    }
  }

  /** What of two revisions holds. */
  public enum Phase {
    /** No deployment touches anything. */
    AT_REST,
    /** What is a set is the union of both revisions; what is a value is the running one's. */
    WIDENED,
    /** What is a value is the target's; nothing that only the running one needs is gone yet. */
    SWITCHED
  }

  /** Nothing is under way. */
  public static <R> Stance<R> atRest(R running) {
    return atRest(Optional.of(running));
  }

  /** Nothing is under way, and perhaps nothing is wanted. */
  public static <R> Stance<R> atRest(Optional<R> running) {
    return new Stance<>(running, Optional.empty(), Phase.AT_REST);
  }

  /** Nothing is wanted: the resource goes away or was never accepted. */
  public static <R> Stance<R> nothing() {
    return atRest(Optional.empty());
  }

  /** The revision whose values hold. */
  public Optional<R> current() {
    return phase == Phase.SWITCHED ? target : running;
  }

  /** The other live revision, while there are two. */
  public Optional<R> other() {
    return switch (phase) {
      case AT_REST -> Optional.empty();
      case WIDENED -> target;
      case SWITCHED -> running;
    };
  }

  /** All revisions of which something holds, the current one first. */
  public ImmutableList<R> live() {
    return Stream.concat(current().stream(), other().stream()).collect(toImmutableList());
  }

  /** The revisions that let somebody in: while two hold, what either lets in, until the switch. */
  public ImmutableList<R> lettingIn() {
    return phase == Phase.WIDENED ? live() : current().stream().collect(toImmutableList());
  }

  /** The same of what follows from each revision. */
  public <T> Stance<T> map(Function<? super R, ? extends T> change) {
    return new Stance<>(running.map(change), target.map(change), phase);
  }
}
