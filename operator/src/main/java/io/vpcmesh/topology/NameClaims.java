package io.vpcmesh.topology;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.GuardSeam;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.ServiceName;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who owns a name in a mesh: the oldest of those who claim it, whatever came first. */
final class NameClaims {

  private final Comparator<Claimant> precedence;
  private final Map<EndpointKey, Claim> claims = new HashMap<>();
  private final Map<Name, NavigableSet<Claimant>> claimants = new HashMap<>();

  NameClaims() {
    this(Claimant.OLDEST_FIRST);
  }

  @GuardSeam
  NameClaims(Comparator<Claimant> precedence) {
    this.precedence = precedence;
  }

  /** Sets what an endpoint claims; answers the endpoints for which an owner changed. */
  ImmutableSet<EndpointKey> set(EndpointKey key, Optional<Claim> claim) {
    Optional<Claim> before =
        Optional.ofNullable(
            claim.isPresent() ? claims.put(key, claim.orElseThrow()) : claims.remove(key));
    if (before.equals(claim)) {
      return ImmutableSet.of();
    }
    ImmutableSet<Name> concerned =
        ImmutableSet.<Name>builder()
            .addAll(before.map(Claim::names).orElseGet(ImmutableList::of))
            .addAll(claim.map(Claim::names).orElseGet(ImmutableList::of))
            .build();
    ImmutableSet.Builder<EndpointKey> affected = ImmutableSet.builder();
    affected.add(key);
    for (Name name : concerned) {
      affected.addAll(change(name, before, claim));
    }
    return affected.build();
  }

  /** Why an endpoint does not get all of these names of its own, if so. */
  Optional<Problem> conflict(EndpointKey key, Predicate<Name> about) {
    return Optional.ofNullable(claims.get(key)).flatMap(claim -> conflict(claim, about));
  }

  private ImmutableSet<EndpointKey> change(
      Name name, Optional<Claim> before, Optional<Claim> after) {
    NavigableSet<Claimant> all = claimants.computeIfAbsent(name, _ -> new TreeSet<>(precedence));
    Optional<Claimant> ownerBefore = all.stream().findFirst();
    before.filter(claim -> claim.names().contains(name)).ifPresent(it -> all.remove(it.by()));
    after.filter(claim -> claim.names().contains(name)).ifPresent(it -> all.add(it.by()));
    if (all.isEmpty()) {
      claimants.remove(name);
    }
    return all.stream().findFirst().equals(ownerBefore)
        ? ImmutableSet.of()
        : all.stream().map(Claimant::key).collect(ImmutableSet.toImmutableSet());
  }

  private Optional<Problem> conflict(Claim claim, Predicate<Name> about) {
    String lost =
        claim.names().stream()
            .filter(about)
            .filter(name -> !owner(name).equals(claim.by()))
            .map(name -> name.name() + ", already owned by " + owner(name))
            .collect(Collectors.joining("; and "));
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Reason.NameConflict,
                "%s claims %s: choose another serviceName or port name"
                    .formatted(claim.by().key(), lost)));
  }

  private Claimant owner(Name name) {
    return requireNonNull(claimants.get(name)).getFirst();
  }

  /** A name within the Cloud Map namespace of a mesh. */
  record Name(MeshId mesh, ServiceName name) {}

  /** What one endpoint claims. */
  record Claim(Claimant by, ImmutableList<Name> names) {}

  /**
   * Who claims.
   *
   * @param since the creation; for an endpoint that was not seen since a restart the distant past,
   *     so that nobody takes its names meanwhile
   */
  record Claimant(Instant since, EndpointKey key) {

    static final Comparator<Claimant> OLDEST_FIRST =
        Comparator.comparing(Claimant::since).thenComparing(Claimant::key);

    @Override
    public String toString() {
      String created = since.equals(Instant.MIN) ? "before the restart" : since.toString();
      return key.ref() + " (created " + created + ")";
    }
  }
}
