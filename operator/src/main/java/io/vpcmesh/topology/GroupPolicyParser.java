package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.vpcmesh.api.v1alpha1.DnsServers;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.EndpointSecurityGroups;
import io.vpcmesh.api.v1alpha1.Platform;
import io.vpcmesh.api.v1alpha1.PodSecurityGroups;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import io.vpcmesh.topology.GroupPolicy.Mode;
import io.vpcmesh.topology.GroupPolicy.OnDrift;
import io.vpcmesh.topology.GroupPolicy.PlatformSource;
import io.vpcmesh.topology.GroupPolicy.PodGroups;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what a mesh or an endpoint says of security groups. */
record GroupPolicyParser(Findings findings) {

  private static final String FIELD = "spec.securityGroups";
  private static final int MAX_IDS = 50;

  /** As many as a network interface carries unless AWS raises that quota. */
  private static final int MAX_CARRIED = 5;

  /** One of them is the endpoint's own. */
  private static final int MAX_ADDITIONAL = MAX_CARRIED - 1;

  private static final int MAX_SOURCES = 16;
  private static final int MAX_PORTS = 16;
  private static final int MAX_DNS = 4;

  GroupPolicy parse(@Nullable SecurityGroups declared) {
    if (declared == null) {
      return GroupPolicy.UNMANAGED;
    }
    Optional<Mode> mode = mode(declared.mode());
    ImmutableSortedSet<SecurityGroupId> allowed =
        ids(FIELD + ".allowedIds", MAX_IDS, declared.allowedIds());
    return new GroupPolicy(
        mode.orElse(Mode.UNMANAGED),
        allowed,
        platform(declared.platform()),
        dns(declared.platform()),
        onDrift(declared.onDrift()).orElse(OnDrift.REVERT),
        Optional.ofNullable(declared.pods()).map(pods -> pods(pods, allowed)));
  }

  private Optional<OnDrift> onDrift(DriftPolicy declared) {
    Optional<OnDrift> choice =
        switch (declared) {
          case REVERT -> Optional.of(OnDrift.REVERT);
          case REPORT -> Optional.of(OnDrift.REPORT);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known(FIELD + ".onDrift", choice, "Revert, Report");
  }

  /** The groups that the instances of an endpoint carry. */
  ImmutableSortedSet<SecurityGroupId> parse(@Nullable EndpointSecurityGroups declared) {
    return declared == null
        ? ImmutableSortedSet.of()
        : ids(FIELD + ".ids", MAX_CARRIED, declared.ids());
  }

  private Optional<Mode> mode(SecurityGroupMode declared) {
    Optional<Mode> choice =
        switch (declared) {
          case PER_SERVICE -> Optional.of(Mode.PER_SERVICE);
          case UNMANAGED -> Optional.of(Mode.UNMANAGED);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known(FIELD + ".mode", choice, "PerService, Unmanaged");
  }

  private PodGroups pods(PodSecurityGroups declared, ImmutableSortedSet<SecurityGroupId> allowed) {
    String path = FIELD + ".pods.additionalIds";
    ImmutableSortedSet<SecurityGroupId> ids = ids(path, MAX_ADDITIONAL, declared.additionalIds());
    Sets.difference(ids, allowed)
        .forEach(id ->
            findings.refuse(
                path,
                "%s is not among %s.allowedIds: add it there, or take it out here"
                    .formatted(id, FIELD)));
    return new PodGroups(ids);
  }

  private ImmutableSortedSet<SecurityGroupId> ids(String path, int most, List<String> declared) {
    atMost(most, path, declared.size());
    ImmutableSortedSet.Builder<SecurityGroupId> ids =
        new ImmutableSortedSet.Builder<>(Comparator.naturalOrder());
    for (int i = 0; i < declared.size(); i++) {
      new SourceParser(findings).group(path + "[" + i + "]", declared.get(i)).ifPresent(ids::add);
    }
    return ids.build();
  }

  private ImmutableList<PlatformSource> platform(@Nullable Platform declared) {
    if (declared == null) {
      return ImmutableList.of();
    }
    String path = FIELD + ".platform.sources";
    atMost(MAX_SOURCES, path, declared.sources().size());
    ImmutableList.Builder<PlatformSource> sources = ImmutableList.builder();
    for (int i = 0; i < declared.sources().size(); i++) {
      source(path + "[" + i + "]", declared.sources().get(i)).ifPresent(sources::add);
    }
    return sources.build();
  }

  private ImmutableSortedSet<SecurityGroupId> dns(@Nullable Platform declared) {
    return declared == null
        ? ImmutableSortedSet.of()
        : ids(
            FIELD + ".platform.dns",
            MAX_DNS,
            declared.dns().stream().map(DnsServers::securityGroupId).toList());
  }

  private Optional<PlatformSource> source(
      String field, io.vpcmesh.api.v1alpha1.PlatformSource declared) {
    long kinds =
        Stream.of(declared.securityGroupId(), declared.prefixListId(), declared.cidr())
            .filter(Objects::nonNull)
            .count();
    if (kinds != 1) {
      findings.refuse(
          field, "names no source or several: write one of securityGroupId, prefixListId, cidr");
      return Optional.empty();
    }
    Optional<TrafficSource> source = from(field, declared);
    ImmutableSortedSet<PortNumber> ports = ports(field + ".ports", declared.ports());
    return source.map(from -> new PlatformSource(from, ports));
  }

  private Optional<TrafficSource> from(
      String field, io.vpcmesh.api.v1alpha1.PlatformSource declared) {
    SourceParser parser = new SourceParser(findings);
    if (declared.securityGroupId() != null) {
      return parser
          .group(field + ".securityGroupId", declared.securityGroupId())
          .map(TrafficSource.Group::new);
    }
    if (declared.prefixListId() != null) {
      return parser
          .prefixList(field + ".prefixListId", declared.prefixListId())
          .map(TrafficSource.PrefixList::new);
    }
    return Optional.ofNullable(declared.cidr())
        .flatMap(cidr -> parser.network(field + ".cidr", cidr))
        .map(TrafficSource.Addresses::new);
  }

  private ImmutableSortedSet<PortNumber> ports(String field, List<Integer> declared) {
    atMost(MAX_PORTS, field, declared.size());
    if (declared.isEmpty()) {
      findings.refuse(field, "is missing: write the ports that the source has to reach");
    }
    ImmutableSortedSet.Builder<PortNumber> ports =
        new ImmutableSortedSet.Builder<>(Comparator.naturalOrder());
    for (int i = 0; i < declared.size(); i++) {
      new PortsParser(findings)
          .number(field + "[" + i + "]", declared.get(i))
          .ifPresent(ports::add);
    }
    return ports.build();
  }

  private void atMost(int most, String field, int count) {
    if (count > most) {
      findings.refuse(field, "has %d entries: keep %d".formatted(count, most));
    }
  }
}
