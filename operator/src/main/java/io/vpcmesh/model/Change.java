package io.vpcmesh.model;

/** One change to AWS, made by one mutating call. Each feature seals its own. */
public interface Change {

  /** The call that makes the change. */
  AwsAction action();

  /** One line for a person: what happens to which object. */
  String describe();
}
