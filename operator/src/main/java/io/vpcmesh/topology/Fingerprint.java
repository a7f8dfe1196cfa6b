package io.vpcmesh.topology;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Hashes a configuration by the names of its fields. It lasts over restarts and releases: neither
 * the order of the fields nor a new field that is absent changes it.
 */
final class Fingerprint {

  private static final int LENGTH = 16;

  private final SortedMap<String, String> fields = new TreeMap<>();

  Fingerprint with(String name, Object value) {
    fields.put(name, value.toString());
    return this;
  }

  Fingerprint with(String name, Optional<?> value) {
    value.ifPresent(present -> with(name, present));
    return this;
  }

  Fingerprint withEach(String name, Map<String, String> entries) {
    entries.forEach((key, value) -> fields.put(name + "." + key, value));
    return this;
  }

  String hash() {
    Hasher hasher = Hashing.sha256().newHasher();
    fields.forEach((name, value) -> {
      text(hasher, name);
      text(hasher, value);
    });
    return hasher.hash().toString().substring(0, LENGTH);
  }

  /** With its length, so that no two lists of fields look the same. */
  private static void text(Hasher hasher, String text) {
    hasher.putInt(text.length()).putUnencodedChars(text);
  }
}
