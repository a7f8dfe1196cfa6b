package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.Revision;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import io.vpcmesh.topology.EndpointView.Accepted;
import java.util.Optional;

/**
 * What is known of one resource: its newest generation, and the last one that was good.
 *
 * @param inForce which revisions hold, if that was told; else the newest valid one does at once
 * @param invalid what is wrong with the newest generation
 * @param unreadable why what was declared since cannot be read
 */
record Declaration<D, S>(
    Optional<Resource<D>> resource,
    Optional<Accepted<D, S>> accepted,
    Optional<Stance<Accepted<D, S>>> inForce,
    ImmutableList<Problem> invalid,
    Optional<Problem> unreadable) {

  /** Nothing is known. */
  static <D, S> Declaration<D, S> unknown() {
    return new Declaration<>(
        Optional.empty(), Optional.empty(), Optional.empty(), ImmutableList.of(), Optional.empty());
  }

  boolean isUnknown() {
    return resource.isEmpty()
        && accepted.isEmpty()
        && inForce.flatMap(Stance::current).isEmpty()
        && unreadable.isEmpty();
  }

  /** Which revisions hold, each with the newest data. */
  Stance<Accepted<D, S>> stance(Acceptance<D, S> rules) {
    return inForce
        .map(stance -> stance.<Accepted<D, S>>map(held -> refreshed(held, rules)))
        .orElseGet(() -> Stance.atRest(accepted));
  }

  private Accepted<D, S> refreshed(Accepted<D, S> held, Acceptance<D, S> rules) {
    if (accepted.isEmpty()) {
      return held;
    }
    Accepted<D, S> newest = accepted.orElseThrow();
    Revision<S> revision = held.revision();
    boolean same = revision.hash().equals(newest.revision().hash());
    S spec =
        same
            ? newest.revision().spec()
            : rules.refreshed().apply(revision.spec(), newest.revision().spec());
    Revision<S> fresh = new Revision<>(revision.number(), revision.hash(), spec);
    return same
        ? new Accepted<>(fresh, newest.declared(), newest.generation())
        : new Accepted<>(fresh, held.declared(), held.generation());
  }

  /** What is wrong with what was declared last. */
  ImmutableList<Problem> problems() {
    return unreadable.map(ImmutableList::of).orElse(invalid);
  }

  Declaration<D, S> seen(Resource<D> next, Acceptance<D, S> rules) {
    if (unreadable.isEmpty() && resource.equals(Optional.of(next))) {
      return this;
    }
    return switch (rules.parser().apply(next.ref(), next.spec())) {
      case Parsed.Invalid<S>(var problems) -> refused(next, problems);
      case Parsed.Valid<S>(var spec) -> seen(next, spec, rules);
    };
  }

  Declaration<D, S> unreadable(Problem why) {
    return new Declaration<>(resource, accepted, inForce, invalid, Optional.of(why));
  }

  /** A generation of which only the metadata can be read. */
  Declaration<D, S> unreadable(Resource<D> next, Problem why) {
    return new Declaration<>(Optional.of(next), accepted, inForce, invalid, Optional.of(why));
  }

  /** These revisions hold from now on; what cannot be parsed any more cannot hold. */
  Declaration<D, S> inForce(ObjectRef ref, Stance<Snapshot<D>> stance, Acceptance<D, S> rules) {
    Stance<Optional<Accepted<D, S>>> parsed = stance.map(held -> parsed(ref, held, rules));
    boolean all = parsed.live().stream().allMatch(Optional::isPresent);
    Stance<Accepted<D, S>> next =
        all ? parsed.map(Optional::orElseThrow) : Stance.<Accepted<D, S>>nothing();
    return new Declaration<>(resource, accepted, Optional.of(next), invalid, unreadable);
  }

  private static <D, S> Optional<Accepted<D, S>> parsed(
      ObjectRef ref, Snapshot<D> held, Acceptance<D, S> rules) {
    return switch (rules.parser().apply(ref, held.declared())) {
      case Parsed.Invalid<S> _ -> Optional.empty();
      case Parsed.Valid<S>(var spec) ->
          Optional.of(
              new Accepted<>(
                  new Revision<>(held.number(), held.hash(), spec),
                  held.declared(),
                  held.generation()));
    };
  }

  private Declaration<D, S> seen(Resource<D> next, S spec, Acceptance<D, S> rules) {
    ImmutableList<Problem> changed =
        accepted
            .or(() -> inForce.flatMap(Stance::current))
            .map(before -> rules.changed().apply(before.revision().spec(), spec))
            .orElseGet(ImmutableList::of);
    if (!changed.isEmpty()) {
      return refused(next, changed);
    }
    String hash = rules.hash().apply(spec);
    Revision<S> revision =
        accepted
            .map(before -> before.revision().followedBy(hash, spec))
            .orElseGet(() -> Revision.first(hash, spec));
    return new Declaration<>(
        Optional.of(next),
        Optional.of(new Accepted<>(revision, next.spec(), next.generation())),
        inForce,
        ImmutableList.of(),
        Optional.empty());
  }

  private Declaration<D, S> refused(Resource<D> next, ImmutableList<Problem> problems) {
    return new Declaration<>(Optional.of(next), accepted, inForce, problems, Optional.empty());
  }
}
