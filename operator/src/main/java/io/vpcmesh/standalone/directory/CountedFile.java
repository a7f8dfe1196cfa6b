package io.vpcmesh.standalone.directory;

import java.util.Optional;

/**
 * What is remembered of the content of a file that counts, over restarts.
 *
 * @param branch on which it was last seen, when the directory belongs to a Git work tree
 */
public record CountedFile(long length, Optional<String> branch) {}
