package io.vpcmesh.bench;

/** Tells a person who waits what is going on. */
@FunctionalInterface
interface Progress {

  void say(String what);
}
