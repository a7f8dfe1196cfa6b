package io.vpcmesh.standalone.directory;

/**
 * What is checked out.
 *
 * @param branch its name, or {@code (detached)}
 * @param commit empty on a branch without commits
 */
public record GitHead(String branch, String commit) {}
