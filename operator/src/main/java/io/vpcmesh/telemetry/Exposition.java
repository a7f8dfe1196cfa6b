package io.vpcmesh.telemetry;

/** All metrics at one moment, in the format that was asked for. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares pages
public record Exposition(String contentType, byte[] body) {}
