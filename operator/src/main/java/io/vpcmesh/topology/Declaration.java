package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.Revision;
import io.vpcmesh.topology.EndpointView.Accepted;
import java.util.Optional;

/**
 * What is known of one resource: its newest generation, and the last one that was good.
 *
 * @param invalid what is wrong with the newest generation
 * @param unreadable why what was declared since cannot be read
 */
record Declaration<D, S>(
    Optional<Resource<D>> resource,
    Optional<Accepted<D, S>> accepted,
    ImmutableList<Problem> invalid,
    Optional<Problem> unreadable) {

  /** Nothing is known. */
  static <D, S> Declaration<D, S> unknown() {
    return new Declaration<>(
        Optional.empty(), Optional.empty(), ImmutableList.of(), Optional.empty());
  }

  boolean isUnknown() {
    return resource.isEmpty() && accepted.isEmpty() && unreadable.isEmpty();
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
    return new Declaration<>(resource, accepted, invalid, Optional.of(why));
  }

  /** A generation of which only the metadata can be read. */
  Declaration<D, S> unreadable(Resource<D> next, Problem why) {
    return new Declaration<>(Optional.of(next), accepted, invalid, Optional.of(why));
  }

  /** What was accepted before a restart; what was seen since is newer. */
  Declaration<D, S> remembered(ObjectRef ref, Memory<D> memory, Acceptance<D, S> rules) {
    if (accepted.isPresent() || resource.isPresent()) {
      return this;
    }
    return switch (rules.parser().apply(ref, memory.declared())) {
      case Parsed.Invalid<S> _ -> this;
      case Parsed.Valid<S>(var spec) ->
          accepted(new Revision<>(memory.number(), memory.hash(), spec), memory);
    };
  }

  private Declaration<D, S> seen(Resource<D> next, S spec, Acceptance<D, S> rules) {
    ImmutableList<Problem> changed =
        accepted
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
        ImmutableList.of(),
        Optional.empty());
  }

  private Declaration<D, S> refused(Resource<D> next, ImmutableList<Problem> problems) {
    return new Declaration<>(Optional.of(next), accepted, problems, Optional.empty());
  }

  private Declaration<D, S> accepted(Revision<S> revision, Memory<D> memory) {
    return new Declaration<>(
        resource,
        Optional.of(new Accepted<>(revision, memory.declared(), memory.generation())),
        invalid,
        unreadable);
  }

  /** An accepted spec as it was written down before a restart. */
  record Memory<D>(long number, String hash, long generation, D declared) {}
}
