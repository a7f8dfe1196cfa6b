package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.simulated.CustomHealth.Coming;
import io.vpcmesh.cloud.simulated.Effect.CreateNamespace;
import io.vpcmesh.cloud.simulated.Effect.DeleteNamespace;
import io.vpcmesh.cloud.simulated.Effect.Deregister;
import io.vpcmesh.cloud.simulated.Effect.Register;
import io.vpcmesh.cloud.simulated.Effect.UpdateService;
import io.vpcmesh.cloud.simulated.OperationState.Result;
import io.vpcmesh.cloud.simulated.RequestIds.Used;
import io.vpcmesh.cloud.simulated.SavedWorld.SavedInstance;
import java.util.stream.Collectors;

/** Writes a Region as lines; {@link SavedReader} reads them. */
final class SavedWriter {

  private final ImmutableList.Builder<String> lines = ImmutableList.builder();

  private SavedWriter() {}

  static ImmutableList<String> lines(String region, SavedWorld world) {
    SavedWriter writer = new SavedWriter();
    writer.add(new Row("region").text(region).text(world.at()).text(world.drawn()));
    world.namespaces().forEach(each -> writer.add(namespace(new Row("namespace"), each)));
    world.services().forEach(each -> writer.add(service(each)));
    world.instances().forEach(each -> writer.add(instance(each)));
    world.tags().forEach((arn, tags) -> writer.add(new Row("tags").text(arn).rest(tags)));
    world.operations().forEach(each -> writer.add(operation(each)));
    world.requestIds().forEach(each -> writer.add(request(each)));
    world.ec2().write(writer::add);
    world.alarms().forEach(each -> writer.add(alarm(each)));
    return writer.lines.build();
  }

  private void add(Row row) {
    lines.add(row.line());
  }

  private static Row namespace(Row row, NamespaceState namespace) {
    return row.text(namespace.id())
        .text(namespace.arn())
        .text(namespace.name())
        .text(namespace.type())
        .maybe(namespace.vpc())
        .text(namespace.httpName())
        .maybe(namespace.hostedZoneId())
        .text(namespace.description())
        .text(namespace.creatorRequestId());
  }

  private static Row service(ServiceState service) {
    return new Row("service")
        .text(service.id())
        .text(service.arn())
        .text(service.name())
        .text(service.namespace())
        .text(service.description())
        .text(records(service.dns()))
        .text(service.customHealth())
        .text(service.creatorRequestId());
  }

  private static String records(ImmutableList<DnsRecord> dns) {
    return dns.stream()
        .map(record -> record.type() + " " + record.ttlSeconds())
        .collect(Collectors.joining(" "));
  }

  private static Row instance(SavedInstance saved) {
    InstanceState instance = saved.instance();
    return new Row("instance")
        .text(saved.service())
        .text(instance.id())
        .maybe(instance.health().map(CustomHealth::status))
        .maybe(instance.health().flatMap(CustomHealth::coming).map(Coming::status))
        .maybe(instance.health().flatMap(CustomHealth::coming).map(Coming::from))
        .rest(instance.attributes());
  }

  private static Row operation(OperationState operation) {
    Row row =
        new Row("operation")
            .text(operation.id())
            .text(operation.sequence())
            .text(operation.submitted())
            .text(operation.due())
            .maybe(operation.doomed())
            .text(operation.result().isPresent())
            .maybe(operation.result().flatMap(Result::failure));
    return effect(row, operation.effect());
  }

  private static Row effect(Row row, Effect effect) {
    return switch (effect) {
      case CreateNamespace(NamespaceState state, var tags) ->
          namespace(row.text("create"), state).rest(tags);
      case DeleteNamespace(var namespace) -> row.text("delete").text(namespace);
      case UpdateService(var service, String description, var dns) ->
          row.text("update").text(service).text(description).text(records(dns));
      case Register(var service, var instance, var attributes) ->
          row.text("register").text(service).text(instance).rest(attributes);
      case Deregister(var service, var instance) ->
          row.text("deregister").text(service).text(instance);
    };
  }

  private static Row alarm(KeptAlarm kept) {
    return new Row("alarm")
        .text(kept.alarm().name())
        .text(kept.alarm().state())
        .text(kept.composite());
  }

  private static Row request(Used used) {
    return new Row("request")
        .text(used.service())
        .text(used.requestId())
        .text(used.instance())
        .text(used.operation());
  }
}
