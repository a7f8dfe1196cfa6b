package io.vpcmesh.deployment;

import java.time.Instant;

/**
 * Something that spoke against a change.
 *
 * @param unit what it was seen at, for example an instance or an alarm
 */
public record Evidence(Cause cause, String unit, String message, Instant at) {}
