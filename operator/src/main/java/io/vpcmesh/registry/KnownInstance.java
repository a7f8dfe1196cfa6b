package io.vpcmesh.registry;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.PortNumber;
import java.util.Optional;

/** An instance that AWS has, as far as we know. */
public record KnownInstance(
    ImmutableMap<String, String> attributes, Optional<HealthStatus> health, Standing standing) {

  /** The same instance with another health. */
  public KnownInstance health(HealthStatus next) {
    return new KnownInstance(attributes, Optional.of(next), standing);
  }

  /** The same instance, with the health of the other where its own is not shown. */
  public KnownInstance orHealthOf(KnownInstance other) {
    return new KnownInstance(attributes, health.or(other::health), standing);
  }

  /** The same instance, seen as somebody else's or ours. */
  public KnownInstance standing(Standing next) {
    return new KnownInstance(attributes, health, next);
  }

  /** Where it is to be called, as far as that is registered. */
  public ImmutableSet<PortNumber> ports() {
    return Optional.ofNullable(attributes.get(InstanceAttributes.PORT))
        .flatMap(PortNumber::spelled)
        .map(ImmutableSet::of)
        .orElseGet(ImmutableSet::of);
  }

  /** Whether the registration is of our endpoint, in this life or a former one. */
  public boolean ours() {
    return standing == Standing.OURS || standing == Standing.FORMER;
  }
}
