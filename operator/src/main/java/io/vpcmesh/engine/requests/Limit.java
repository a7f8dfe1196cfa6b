package io.vpcmesh.engine.requests;

/**
 * How often an action may be called.
 *
 * @param burst how many calls at once
 * @param perSecond how many calls a second in the long run
 */
public record Limit(double burst, double perSecond) {}
