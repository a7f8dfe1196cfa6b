package io.vpcmesh.standalone.directory;

import io.vpcmesh.manifest.ManifestFile;

/**
 * A file that was read in one piece.
 *
 * @param fingerprint as it was before and after the reading
 */
public record Reading(Fingerprint fingerprint, ManifestFile content) {}
