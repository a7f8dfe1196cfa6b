package io.vpcmesh.cloud.simulated;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.simulated.CustomHealth.Coming;
import io.vpcmesh.cloud.simulated.Effect.CreateNamespace;
import io.vpcmesh.cloud.simulated.Effect.DeleteNamespace;
import io.vpcmesh.cloud.simulated.Effect.Deregister;
import io.vpcmesh.cloud.simulated.Effect.Register;
import io.vpcmesh.cloud.simulated.Effect.UpdateService;
import io.vpcmesh.cloud.simulated.OperationState.Result;
import io.vpcmesh.cloud.simulated.RequestIds.Used;
import io.vpcmesh.cloud.simulated.SavedWorld.SavedInstance;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads what {@link SavedWriter} wrote, line by line. */
final class SavedReader {

  private final List<Region> regions = new ArrayList<>();

  private record Region(
      String name,
      Instant at,
      long drawn,
      List<NamespaceState> namespaces,
      List<ServiceState> services,
      List<SavedInstance> instances,
      ImmutableMap.Builder<String, ImmutableMap<String, String>> tags,
      List<OperationState> operations,
      List<Used> requestIds,
      SavedEc2.Reader ec2,
      List<KeptAlarm> alarms) {

    private Region(String name, Instant at, long drawn) {
      this(
          name,
          at,
          drawn,
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          ImmutableMap.builder(),
          new ArrayList<>(),
          new ArrayList<>(),
          new SavedEc2.Reader(),
          new ArrayList<>());
    }

    private SavedWorld saved() {
      return new SavedWorld(
          at,
          drawn,
          ImmutableList.copyOf(namespaces),
          ImmutableList.copyOf(services),
          ImmutableList.copyOf(instances),
          tags.buildOrThrow(),
          ImmutableList.copyOf(operations),
          ImmutableList.copyOf(requestIds),
          ec2.saved(),
          ImmutableList.copyOf(alarms));
    }
  }

  ImmutableMap<String, SavedWorld> regions() {
    return regions.stream().collect(ImmutableMap.toImmutableMap(Region::name, Region::saved));
  }

  void read(String line) {
    RowReader row = new RowReader(line);
    String kind = row.text();
    if (kind.equals("region")) {
      regions.add(new Region(row.text(), row.instant(), row.number()));
    } else if (regions.isEmpty()) {
      throw new IllegalArgumentException("a saved cloud names its Region first: '" + line + "'");
    } else {
      read(kind, row, regions.getLast());
    }
  }

  private static void read(String kind, RowReader row, Region region) {
    switch (kind) {
      case "namespace" -> region.namespaces().add(namespace(row));
      case "service" -> region.services().add(service(row));
      case "instance" -> region.instances().add(instance(row));
      case "tags" -> region.tags().put(row.text(), row.rest());
      case "operation" -> region.operations().add(operation(row));
      case "request" -> region.requestIds().add(request(row));
      case "alarm" -> region.alarms().add(alarm(row));
      default -> region.ec2().read(kind, row);
    }
  }

  private static NamespaceState namespace(RowReader row) {
    return new NamespaceState(
        new NamespaceId(row.text()),
        row.text(),
        row.text(),
        row.word(NamespaceType.class),
        row.maybe(),
        row.text(),
        row.maybe(),
        row.text(),
        row.text());
  }

  private static ServiceState service(RowReader row) {
    return new ServiceState(
        new ServiceId(row.text()),
        row.text(),
        row.text(),
        new NamespaceId(row.text()),
        row.text(),
        records(row.text()),
        Boolean.parseBoolean(row.text()),
        row.text());
  }

  private static ImmutableList<DnsRecord> records(String text) {
    Iterator<String> words = Splitter.on(' ').omitEmptyStrings().split(text).iterator();
    ImmutableList.Builder<DnsRecord> records = ImmutableList.builder();
    while (words.hasNext()) {
      records.add(new DnsRecord(RecordType.valueOf(words.next()), Long.parseLong(words.next())));
    }
    return records.build();
  }

  private static SavedInstance instance(RowReader row) {
    ServiceId service = new ServiceId(row.text());
    InstanceId id = new InstanceId(row.text());
    Optional<CustomHealth> health = health(row);
    return new SavedInstance(service, new InstanceState(id, row.rest(), health));
  }

  private static Optional<CustomHealth> health(RowReader row) {
    Optional<HealthStatus> status = row.maybe().map(HealthStatus::valueOf);
    Optional<HealthStatus> coming = row.maybe().map(HealthStatus::valueOf);
    Optional<Instant> from = row.maybe().map(Instant::parse);
    return status.map(now ->
        new CustomHealth(now, coming.map(next -> new Coming(next, from.orElse(Instant.MIN)))));
  }

  private static OperationState operation(RowReader row) {
    OperationId id = new OperationId(row.text());
    long sequence = row.number();
    Instant submitted = row.instant();
    Instant due = row.instant();
    Optional<String> doomed = row.maybe();
    boolean finished = Boolean.parseBoolean(row.text());
    Result result = new Result(row.maybe());
    return new OperationState(
        id,
        sequence,
        submitted,
        due,
        effect(row),
        doomed,
        finished ? Optional.of(result) : Optional.empty());
  }

  private static Effect effect(RowReader row) {
    String kind = row.text();
    return switch (kind) {
      case "create" -> new CreateNamespace(namespace(row), row.rest());
      case "delete" -> new DeleteNamespace(new NamespaceId(row.text()));
      case "update" ->
          new UpdateService(new ServiceId(row.text()), row.text(), records(row.text()));
      case "register" ->
          new Register(new ServiceId(row.text()), new InstanceId(row.text()), row.rest());
      case "deregister" -> new Deregister(new ServiceId(row.text()), new InstanceId(row.text()));
      default -> throw new IllegalArgumentException("no operation is a '" + kind + "'");
    };
  }

  private static KeptAlarm alarm(RowReader row) {
    return new KeptAlarm(
        new Alarm(row.text(), row.word(AlarmState.class)), Boolean.parseBoolean(row.text()));
  }

  private static Used request(RowReader row) {
    return new Used(
        new ServiceId(row.text()),
        row.text(),
        new InstanceId(row.text()),
        new OperationId(row.text()));
  }
}
