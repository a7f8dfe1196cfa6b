package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;

/** Reads the result of parsing. */
final class Complaints {

  private Complaints() {}

  /** The messages of all problems, which must have the reason InvalidSpec. */
  static ImmutableList<String> of(Parsed<?> parsed) {
    return switch (parsed) {
      case Parsed.Valid<?> _ -> ImmutableList.of();
      case Parsed.Invalid<?>(var problems) ->
          problems.stream().map(Complaints::message).collect(ImmutableList.toImmutableList());
    };
  }

  static <S> S none(Parsed<S> parsed) {
    return switch (parsed) {
      case Parsed.Valid<S>(S spec) -> spec;
      case Parsed.Invalid<S>(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  private static String message(Problem problem) {
    if (problem.reason() != Reason.InvalidSpec) {
      throw new AssertionError(problem.toString());
    }
    return problem.message();
  }
}
