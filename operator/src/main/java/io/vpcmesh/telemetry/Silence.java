package io.vpcmesh.telemetry;

import io.vpcmesh.deployment.Cause;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Key;
import java.time.Duration;

/** Meters of somebody who does not want to know. */
final class Silence implements Meters {

  @Override
  public void called(AwsAction action, CallOutcome outcome, Duration took) {}

  @Override
  public void passed(Key key, Duration took) {}

  @Override
  public void metBug(Key key) {}

  @Override
  public void wrote(Writing what, Writing.Outcome outcome, Duration took) {}

  @Override
  public void deployed(Key key, Phase result, Duration took) {}

  @Override
  public void rolledBack(Cause reason) {}

  @Override
  public void watch(Figures.Source source) {}
}
