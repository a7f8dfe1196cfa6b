package io.vpcmesh.topology;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.api.v1alpha1.Discovery;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.HealthReporting;
import io.vpcmesh.topology.Discovery.Health;
import io.vpcmesh.topology.Discovery.RecordChoice;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the discovery block of an endpoint or of a mesh's defaults. */
record DiscoveryParser(Findings findings, String field) {

  private static final Duration LONGEST_TTL = Duration.ofMinutes(5);
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
  private static final int MAX_ATTRIBUTES = 20;

  /** What ECS writes itself; a reader must be able to trust it. */
  private static final ImmutableSet<String> RESERVED =
      ImmutableSet.of("AVAILABILITY_ZONE", "REGION", "EC2_INSTANCE_ID");

  private static final ImmutableSet<String> RESERVED_PREFIXES =
      ImmutableSet.of("AWS_", "ECS_", "vpcmesh.io/");

  DiscoveryOverrides parse(@Nullable Discovery declared) {
    if (declared == null) {
      return DiscoveryOverrides.NONE;
    }
    return new DiscoveryOverrides(
        Optional.ofNullable(declared.record()).flatMap(this::record),
        Optional.ofNullable(declared.ttl()).flatMap(this::ttl),
        Optional.ofNullable(declared.deregistrationDelay()).flatMap(this::deregistrationDelay),
        Optional.ofNullable(declared.health()).flatMap(this::health),
        Optional.ofNullable(declared.onAllUnhealthy()).flatMap(this::onAllUnhealthy),
        attributes(declared.attributes()));
  }

  private Optional<RecordChoice> record(DnsRecords declared) {
    Optional<RecordChoice> choice =
        switch (declared) {
          case AUTO -> Optional.of(RecordChoice.AUTO);
          case A -> Optional.of(RecordChoice.A);
          case AAAA -> Optional.of(RecordChoice.AAAA);
          case A_AND_AAAA -> Optional.of(RecordChoice.A_AND_AAAA);
          case SRV -> Optional.of(RecordChoice.SRV);
          case API_ONLY -> Optional.of(RecordChoice.API_ONLY);
          case NONE -> Optional.of(RecordChoice.NONE);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known(field + ".record", choice, "Auto, A, AAAA, AAndAAAA, SRV, ApiOnly, None");
  }

  private Optional<Duration> ttl(String declared) {
    String path = field + ".ttl";
    Optional<Duration> ttl = upTo(LONGEST_TTL, path, declared);
    if (ttl.isPresent() && ttl.orElseThrow().toMillisPart() != 0) {
      findings.refuse(
          path, Findings.quote(declared) + " has parts of a second: write whole seconds");
      return Optional.empty();
    }
    return ttl;
  }

  private Optional<Duration> deregistrationDelay(String declared) {
    return upTo(LONGEST_DELAY, field + ".deregistrationDelay", declared);
  }

  private Optional<Duration> upTo(Duration longest, String path, String declared) {
    Optional<Duration> time =
        findings.shaped(path, declared, Shape.DURATION).flatMap(DurationParser::parse);
    if (time.isPresent() && time.orElseThrow().compareTo(longest) > 0) {
      findings.refuse(
          path,
          "%s is too long: write at most %dm"
              .formatted(Findings.quote(declared), longest.toMinutes()));
      return Optional.empty();
    }
    return time;
  }

  private Optional<Health> health(HealthReporting declared) {
    Optional<Health> choice =
        switch (declared) {
          case CUSTOM -> Optional.of(Health.CUSTOM);
          case NONE -> Optional.of(Health.NONE);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known(field + ".health", choice, "Custom, None");
  }

  private Optional<io.vpcmesh.topology.Discovery.OnAllUnhealthy> onAllUnhealthy(
      io.vpcmesh.api.v1alpha1.OnAllUnhealthy declared) {
    Optional<io.vpcmesh.topology.Discovery.OnAllUnhealthy> choice =
        switch (declared) {
          case KEEP_LAST -> Optional.of(io.vpcmesh.topology.Discovery.OnAllUnhealthy.KEEP_LAST);
          case EMPTY -> Optional.of(io.vpcmesh.topology.Discovery.OnAllUnhealthy.EMPTY);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known(field + ".onAllUnhealthy", choice, "KeepLast, Empty");
  }

  private ImmutableMap<String, String> attributes(Map<String, String> declared) {
    String path = field + ".attributes";
    if (declared.size() > MAX_ATTRIBUTES) {
      findings.refuse(path, "has %d keys: keep %d".formatted(declared.size(), MAX_ATTRIBUTES));
    }
    declared.forEach((key, value) -> attribute(path, key, requireNonNull(value)));
    return ImmutableMap.copyOf(declared);
  }

  private void attribute(String path, String key, String value) {
    if (findings.shaped(path, key, Shape.ATTRIBUTE_KEY).isEmpty()) {
      return;
    }
    boolean reserved =
        RESERVED.contains(key) || RESERVED_PREFIXES.stream().anyMatch(key::startsWith);
    if (reserved) {
      findings.refuse(
          path,
          Findings.quote(key)
              + " is reserved: choose a key that is none of "
              + String.join(", ", RESERVED)
              + " and does not begin with "
              + String.join(", ", RESERVED_PREFIXES));
    }
    if (!value.isEmpty()) {
      findings.shaped(path + "." + key, value, Shape.ATTRIBUTE_VALUE);
    }
  }
}
