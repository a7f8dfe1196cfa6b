package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import com.google.common.collect.Sets;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Instance;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Namespace;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.model.Identity;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every object of AWS in a line of its own, so that two worlds can be told apart. */
record Inventory(Set<String> lines) {

  /** Of which an instance tells for ever how well it was when it was registered. */
  private static final String HEALTH_AT_FIRST = "AWS_INIT_HEALTH_STATUS";

  static Inventory of(WorldSnapshot world) {
    WorldSnapshot normal = world.normalised();
    Set<String> lines = new TreeSet<>();
    normal
        .namespaces()
        .forEach(space -> {
          lines.add("namespace %s %s %s".formatted(space.name(), space.type(), space.tags()));
          space.services().forEach(service -> add(space, service, lines));
        });
    normal
        .groups()
        .forEach(group -> {
          lines.add(group.group().toString());
          group.rules().forEach(rule -> lines.add(line(group.group(), rule)));
        });
    return new Inventory(lines);
  }

  private static void add(Namespace space, Service service, Set<String> lines) {
    lines.add(
        "service %s/%s %s %s %s"
            .formatted(
                space.name(),
                service.name(),
                service.dns(),
                service.customHealth(),
                service.tags()));
    service.instances().forEach(instance -> lines.add(line(service, instance)));
  }

  private static String line(Service service, Instance instance) {
    return "instance %s/%s %s %s"
        .formatted(
            service.name(),
            instance.id(),
            instance.health(),
            ImmutableSortedMap.copyOf(
                Maps.filterKeys(
                    instance.attributes(),
                    key -> !key.equals(HEALTH_AT_FIRST) && !key.equals(Meddler.NOTE))));
  }

  /**
   * Its description says for whom it was made, and is not written anew for who joins later; and it
   * keeps the mark of a former life for as long as it stays.
   */
  private static String line(SecurityGroup group, SecurityGroupRule rule) {
    return "rule of %s: %s %s %s %s"
        .formatted(
            group.name(),
            rule.direction(),
            rule.traffic(),
            rule.source(),
            Maps.filterKeys(rule.tags(), key -> !key.equals(Identity.UID)));
  }

  /** What this one has and should not, and the other way round. */
  List<String> differences(Inventory expected) {
    return Stream.concat(
            Sets.difference(lines, expected.lines).stream().map(line -> "has " + line),
            Sets.difference(expected.lines, lines).stream().map(line -> "lacks " + line))
        .toList();
  }
}
