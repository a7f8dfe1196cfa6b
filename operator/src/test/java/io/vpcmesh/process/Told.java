package io.vpcmesh.process;

/** How a program ended and what it said. */
public record Told(int code, String out, String err) {}
