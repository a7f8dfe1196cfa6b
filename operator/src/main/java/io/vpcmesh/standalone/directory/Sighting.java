package io.vpcmesh.standalone.directory;

import com.google.common.collect.ImmutableMap;

/**
 * A readable document.
 *
 * @param vanishing its file is gone since a moment
 */
record Sighting(
    ManifestName name,
    Place place,
    Declaration declared,
    ImmutableMap<String, String> annotations,
    boolean vanishing) {

  /** Where a document begins. */
  record Place(String file, int line) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }
}
