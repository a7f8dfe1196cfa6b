package io.vpcmesh.manifest;

/** A fault before its file and line are known. */
record Finding(FieldPath path, String message) {}
