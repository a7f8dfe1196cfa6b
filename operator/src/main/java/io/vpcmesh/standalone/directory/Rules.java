package io.vpcmesh.standalone.directory;

/**
 * How a directory is read.
 *
 * @param installation part of every UID that is given here
 * @param prune whether resources that vanished are deleted without asking
 */
public record Rules(String installation, boolean prune) {}
