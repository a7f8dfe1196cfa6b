package io.vpcmesh.standalone.directory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.Resource;
import io.vpcmesh.standalone.directory.ManifestName.Kind;
import io.vpcmesh.status.EndpointReport;
import io.vpcmesh.topology.TopologyEvent;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.MeshSeen;
import io.vpcmesh.topology.TopologyEvent.NamespaceSeen;
import io.vpcmesh.topology.TopologyEvent.Unreadable;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the engine is to be told of each declared thing. */
public final class Presentation {

  /** The label that Kubernetes gives to every namespace. */
  private static final String NAME_LABEL = "kubernetes.io/metadata.name";

  private Presentation() {}

  /** What the records alone say, in the order in which an index takes it. */
  public static ImmutableList<TopologyEvent> ofRecords(List<ResourceRecord> records) {
    return of(records.stream().map(Kept::well).collect(ImmutableList.toImmutableList()))
        .values()
        .stream()
        .flatMap(List::stream)
        .collect(ImmutableList.toImmutableList());
  }

  static ImmutableSortedMap<ManifestName, ImmutableList<TopologyEvent>> of(Collection<Kept> all) {
    Map<ManifestName, ImmutableList<TopologyEvent>> events = new TreeMap<>();
    for (Kept kept : all) {
      ManifestName name = kept.record().name();
      events.put(name, events(kept));
      if (name.kind() != Kind.NAMESPACE) {
        events.putIfAbsent(
            ManifestName.namespace(name.namespace()),
            namespace(name.namespace(), ImmutableMap.of()));
      }
    }
    return ImmutableSortedMap.copyOf(events);
  }

  private static ImmutableList<TopologyEvent> events(Kept kept) {
    ResourceRecord record = kept.record();
    return switch (record.declared()) {
      case Declaration.Mesh(var spec) -> events(kept, new MeshSeen(resource(record, spec)));
      case Declaration.Endpoint(var spec) -> events(kept, new EndpointSeen(resource(record, spec)));
      case Declaration.Namespace(var labels) -> namespace(record.name().name(), labels);
    };
  }

  private static ImmutableList<TopologyEvent> events(Kept kept, TopologyEvent seen) {
    ImmutableList.Builder<TopologyEvent> events = ImmutableList.builder();
    events.add(seen);
    kept.trouble()
        .map(trouble -> new Problem(Reason.InvalidSpec, trouble))
        .ifPresent(problem ->
            kept.record().name().key().ifPresent(key -> events.add(new Unreadable(key, problem))));
    return events.build();
  }

  private static <S> Resource<S> resource(ResourceRecord record, S spec) {
    Map<String, String> annotations = new LinkedHashMap<>(record.verbs());
    annotations.putAll(record.annotations());
    // Files do not say who wrote them, and may not pretend to.
    annotations.remove(Resource.CHANGED_BY);
    record
        .orphaned()
        .ifPresent(how ->
            annotations.put(
                EndpointReport.ORPHANED, how.since().truncatedTo(ChronoUnit.SECONDS).toString()));
    return new Resource<>(
        new ObjectRef(record.name().namespace(), record.name().name()),
        record.uid(),
        record.generation(),
        record.createdAt(),
        record.deleting(),
        ImmutableMap.copyOf(annotations),
        spec);
  }

  private static ImmutableList<TopologyEvent> namespace(
      String name, ImmutableMap<String, String> labels) {
    Map<String, String> all = new LinkedHashMap<>(labels);
    all.put(NAME_LABEL, name);
    return ImmutableList.of(new NamespaceSeen(name, ImmutableMap.copyOf(all)));
  }
}
