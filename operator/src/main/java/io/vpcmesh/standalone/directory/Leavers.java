package io.vpcmesh.standalone.directory;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.standalone.directory.ManifestName.Kind;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.EndpointView.Admission;
import io.vpcmesh.topology.Index;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Predicate;

/**
 * Finds the endpoints that leave their mesh when namespaces are forgotten: a mesh may select its
 * members by the labels that go with them, and whoever is not selected is taken out of AWS.
 */
final class Leavers {

  private Leavers() {}

  /** Those that leave, or may: nobody knows what a mesh selects that cannot be read. */
  static ImmutableSortedSet<ManifestName> with(
      ImmutableSet<ManifestName> namespaces, Collection<ResourceRecord> records) {
    if (namespaces.isEmpty()) {
      return ImmutableSortedSet.of();
    }
    Index before = index(records, _ -> true);
    Index after = index(records, record -> !namespaces.contains(record.name()));
    return records.stream()
        .filter(record -> record.orphaned().isEmpty() && !record.deleting())
        .map(ResourceRecord::name)
        .filter(name -> name.kind() == Kind.ENDPOINT)
        .filter(name -> namespaces.contains(ManifestName.namespace(name.namespace())))
        .filter(name -> leaves(EndpointKey.of(name.namespace(), name.name()), before, after))
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  private static boolean leaves(EndpointKey key, Index before, Index after) {
    boolean outside =
        before
            .endpoint(key)
            .map(EndpointView::admission)
            .filter(Admission.REFUSED::equals)
            .isPresent();
    return !outside && after.endpoint(key).filter(Leavers::isOutside).isPresent();
  }

  private static boolean isOutside(EndpointView view) {
    return switch (view.admission()) {
      case ALLOWED -> false;
      case REFUSED -> true;
      case UNKNOWN -> view.mesh().isPresent();
    };
  }

  private static Index index(Collection<ResourceRecord> records, Predicate<ResourceRecord> which) {
    Index index = new Index();
    Presentation.of(records.stream().filter(which).map(Kept::well).collect(toImmutableList()))
        .values()
        .forEach(events -> events.forEach(index::apply));
    return index;
  }
}
