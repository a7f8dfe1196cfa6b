package io.vpcmesh.cloud.simulated;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.ManagedPrefixList;
import io.vpcmesh.cloud.NetworkInterface;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupRule.Traffic;
import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.SecurityGroupRuleId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.model.TrafficSource.Addresses;
import io.vpcmesh.model.TrafficSource.Group;
import io.vpcmesh.model.TrafficSource.PrefixList;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What EC2 kept for an account that is laid to rest, as lines and back. */
record SavedEc2(
    ImmutableList<SecurityGroup> groups,
    ImmutableList<SecurityGroupRule> rules,
    ImmutableList<NetworkInterface> interfaces,
    ImmutableList<PrefixListState> prefixLists) {

  private static final String BETWEEN = " ";

  static SavedEc2 of(Ec2State ec2) {
    return new SavedEc2(
        ec2.groups().all(), ec2.rules().all(), ec2.interfaces().all(), ec2.prefixLists().all());
  }

  void wake(Ec2State ec2) {
    groups.forEach(each -> ec2.put(Instant.EPOCH, each));
    rules.forEach(each -> ec2.put(Instant.EPOCH, each));
    interfaces.forEach(each -> ec2.put(Instant.EPOCH, each));
    prefixLists.forEach(each -> ec2.put(Instant.EPOCH, each));
  }

  void write(Consumer<Row> lines) {
    groups.forEach(each -> lines.accept(row(each)));
    rules.forEach(each -> lines.accept(row(each)));
    interfaces.forEach(each -> lines.accept(row(each)));
    prefixLists.forEach(each -> lines.accept(row(each)));
  }

  private static Row row(SecurityGroup group) {
    return new Row("security-group")
        .text(group.id())
        .text(group.vpc())
        .text(group.name())
        .text(group.description())
        .rest(group.tags());
  }

  private static Row row(SecurityGroupRule rule) {
    return new Row("security-group-rule")
        .text(rule.id())
        .text(rule.group())
        .text(rule.direction())
        .text(rule.traffic().protocol())
        .text(rule.traffic().first())
        .text(rule.traffic().last())
        .text(kind(rule.source()))
        .text(rule.source())
        .text(rule.description())
        .rest(rule.tags());
  }

  private static String kind(TrafficSource source) {
    return switch (source) {
      case Addresses _ -> "addresses";
      case Group _ -> "group";
      case PrefixList _ -> "prefix-list";
    };
  }

  private static Row row(NetworkInterface each) {
    return new Row("network-interface")
        .text(each.id())
        .text(joined(each.addresses()))
        .text(joined(each.groups()));
  }

  private static Row row(PrefixListState each) {
    return new Row("prefix-list")
        .text(each.id())
        .text(each.list().family().name())
        .maybe(each.list().maxEntries())
        .text(joined(each.entries()));
  }

  private static String joined(Collection<?> all) {
    return all.stream().map(Object::toString).collect(Collectors.joining(BETWEEN));
  }

  /** Takes the lines back, one after the other. */
  static final class Reader {

    private final ImmutableList.Builder<SecurityGroup> groups = ImmutableList.builder();
    private final ImmutableList.Builder<SecurityGroupRule> rules = ImmutableList.builder();
    private final ImmutableList.Builder<NetworkInterface> interfaces = ImmutableList.builder();
    private final ImmutableList.Builder<PrefixListState> prefixLists = ImmutableList.builder();

    SavedEc2 saved() {
      return new SavedEc2(groups.build(), rules.build(), interfaces.build(), prefixLists.build());
    }

    void read(String kind, RowReader row) {
      switch (kind) {
        case "security-group" -> groups.add(group(row));
        case "security-group-rule" -> rules.add(rule(row));
        case "network-interface" -> interfaces.add(networkInterface(row));
        case "prefix-list" -> prefixLists.add(prefixList(row));
        default -> throw new IllegalArgumentException("a saved cloud holds no '" + kind + "'");
      }
    }

    private static SecurityGroup group(RowReader row) {
      return new SecurityGroup(
          new SecurityGroupId(row.text()), row.text(), row.text(), row.text(), row.rest());
    }

    private static SecurityGroupRule rule(RowReader row) {
      return new SecurityGroupRule(
          new SecurityGroupRuleId(row.text()),
          new SecurityGroupId(row.text()),
          row.word(Direction.class),
          new Traffic(row.text(), Math.toIntExact(row.number()), Math.toIntExact(row.number())),
          source(row),
          row.text(),
          row.rest());
    }

    private static TrafficSource source(RowReader row) {
      String kind = row.text();
      return switch (kind) {
        case "addresses" -> new Addresses(Cidr.of(row.text()));
        case "group" -> new Group(new SecurityGroupId(row.text()));
        case "prefix-list" -> new PrefixList(new PrefixListId(row.text()));
        default -> throw new IllegalArgumentException("no rule has a source '" + kind + "'");
      };
    }

    private static NetworkInterface networkInterface(RowReader row) {
      return new NetworkInterface(
          row.text(), all(row.text(), IpAddress::new), all(row.text(), SecurityGroupId::new));
    }

    private static PrefixListState prefixList(RowReader row) {
      return new PrefixListState(
          new ManagedPrefixList(
              new PrefixListId(row.text()),
              row.word(AddressFamily.class),
              row.maybe().map(Integer::valueOf)),
          all(row.text(), Cidr::of));
    }

    private static <T> ImmutableSet<T> all(String text, Function<String, T> each) {
      return Splitter.on(BETWEEN)
          .omitEmptyStrings()
          .splitToStream(text)
          .map(each)
          .collect(ImmutableSet.toImmutableSet());
    }
  }
}
