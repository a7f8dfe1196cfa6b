package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.SafeText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who wrote the spec of an object last, as far as the API server keeps that: the name that a client
 * gives itself. It is kept as an annotation, of objects in memory alone, since the record that it
 * is taken from is often their largest part.
 */
final class LastWriter {

  private static final Set<String> OURS = Set.of("vpcmesh", "vpcmesh-status");
  private static final int LONGEST = 128;

  private LastWriter() {}

  /** Puts the name in place of the record. What somebody annotated himself is not believed. */
  static void keep(ObjectMeta metadata) {
    if (fields(metadata).isEmpty()) {
      return;
    }
    Map<String, String> annotations = new HashMap<>(annotations(metadata));
    annotations.remove(Resource.CHANGED_BY);
    of(metadata).ifPresent(name -> annotations.put(Resource.CHANGED_BY, name));
    metadata.setAnnotations(annotations);
  }

  /** The name, from the record or from what was kept of it. */
  static Optional<String> of(ObjectMeta metadata) {
    return fields(metadata).isEmpty()
        ? Optional.ofNullable(annotations(metadata).get(Resource.CHANGED_BY))
        : fields(metadata).stream()
            .filter(LastWriter::ownsSpec)
            .max(Comparator.comparing(LastWriter::time))
            .map(ManagedFieldsEntry::getManager)
            .map(LastWriter::printable);
  }

  private static boolean ownsSpec(ManagedFieldsEntry entry) {
    return entry.getManager() != null
        && !OURS.contains(entry.getManager())
        && entry.getFieldsV1() != null
        && entry.getFieldsV1().getAdditionalProperties().containsKey("f:spec");
  }

  /** All of them are spelled alike, so that they sort as text. */
  private static String time(ManagedFieldsEntry entry) {
    return Optional.ofNullable(entry.getTime()).orElse("");
  }

  private static String printable(String name) {
    String line = SafeText.of(name).toString().replaceAll("\\p{C}", "?");
    return line.substring(0, Math.min(line.length(), LONGEST));
  }

  private static List<ManagedFieldsEntry> fields(ObjectMeta metadata) {
    return Optional.ofNullable(metadata.getManagedFields()).orElse(List.of());
  }

  private static Map<String, String> annotations(ObjectMeta metadata) {
    return Optional.ofNullable(metadata.getAnnotations()).orElse(Map.of());
  }
}
