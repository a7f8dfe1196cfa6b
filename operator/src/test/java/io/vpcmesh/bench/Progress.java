package io.vpcmesh.bench;

/** Tells a person who waits what is going on. */
@FunctionalInterface
public interface Progress {

  void say(String what);
}
