package io.vpcmesh.deployment;

import com.google.common.collect.ImmutableSortedSet;

/**
 * How things were before a change touched anything: what was broken then never counts against it.
 *
 * @param healthy instances
 * @param failing what AWS refused already, by slot
 * @param firing alarms
 */
public record Baseline(
    ImmutableSortedSet<String> healthy,
    ImmutableSortedSet<String> failing,
    ImmutableSortedSet<String> firing) {}
