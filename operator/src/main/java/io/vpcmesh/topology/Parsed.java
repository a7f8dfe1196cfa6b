package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.Problem;

/** What became of a declared spec. */
sealed interface Parsed<S> {

  /** Nothing is wrong with it. */
  record Valid<S>(S spec) implements Parsed<S> {}

  /** All that is wrong with it; never empty. */
  record Invalid<S>(ImmutableList<Problem> problems) implements Parsed<S> {}
}
