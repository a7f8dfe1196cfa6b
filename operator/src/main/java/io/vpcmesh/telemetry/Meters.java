package io.vpcmesh.telemetry;

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

  /** From now on this one knows how things stand. */
  void watch(Figures.Source source);
}
