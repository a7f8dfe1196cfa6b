package io.vpcmesh.telemetry;

import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Key;
import java.time.Duration;

/**
 * Is told what a daemon does. May be called from any thread, takes a moment at most and never
 * throws: measuring changes nothing of what is measured.
 */
public interface Meters {

  /** Counts nothing. */
  Meters NONE = new Silence();

  /** A call to AWS ended. */
  void called(AwsAction action, CallOutcome outcome, Duration took);

  /** A pass over a resource ended. */
  void passed(Key key, Duration took);

  /** A fault of our own was met on behalf of a resource. */
  void metBug(Key key);

  /** A write to the store ended. */
  void wrote(Writing what, Writing.Outcome outcome, Duration took);

  /** A deployment came to an end, or to one of the states in which it waits for somebody. */
  void deployed(Key key, Phase result, Duration took);

  /** A change was taken back. */
  void rolledBack(Cause reason);

  /** From now on this one knows how things stand. */
  void watch(Figures.Source source);
}
