package io.vpcmesh.model;

/** What is wrong with a declared resource: it becomes a condition on that resource alone. */
public record Problem(Reason reason, String message) {}
