package io.vpcmesh.standalone.directory;

import java.time.Instant;

/**
 * How a file looks without being read. Two equal ones mean that nobody wrote to it in between.
 *
 * @param changed also moves when the content's time is set back, as archives and copies do
 * @param inode another one when the file was replaced
 */
public record Fingerprint(long length, Instant modified, Instant changed, String inode) {}
