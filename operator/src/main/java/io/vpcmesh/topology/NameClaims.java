package io.vpcmesh.topology;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.GuardSeam;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ServiceName;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Who owns a name in a mesh: who holds it most firmly, and among equals the oldest, whatever came
 * first. So nobody loses what serves traffic because somebody else asks for its name.
 */
final class NameClaims {

  private final Comparator<Bid> precedence;
  private final Map<EndpointKey, Claim> claims = new HashMap<>();
  private final Map<Name, NavigableSet<Bid>> bids = new HashMap<>();

  NameClaims() {
    this(Claimant.OLDEST_FIRST);
  }

  @GuardSeam
  NameClaims(Comparator<Claimant> amongEquals) {
    this.precedence = Comparator.comparing(Bid::hold).thenComparing(Bid::by, amongEquals);
  }

  /** Sets what an endpoint claims; answers the endpoints for which something changed. */
  ImmutableSet<EndpointKey> set(EndpointKey key, Optional<Claim> claim) {
    Optional<Claim> before =
        Optional.ofNullable(
            claim.isPresent() ? claims.put(key, claim.orElseThrow()) : claims.remove(key));
    if (before.equals(claim)) {
      return ImmutableSet.of();
    }
    ImmutableSet<Name> concerned =
        Stream.concat(before.stream(), claim.stream())
            .flatMap(it -> it.names().keySet().stream())
            .collect(ImmutableSet.toImmutableSet());
    ImmutableSet.Builder<EndpointKey> affected = ImmutableSet.builder();
    if (!before.map(Claim::gist).equals(claim.map(Claim::gist))) {
      affected.add(key);
    }
    for (Name name : concerned) {
      affected.addAll(change(name, before, claim));
    }
    return affected.build();
  }

  /** Whether an endpoint has anything in AWS. */
  boolean hasService(EndpointKey key) {
    return Optional.ofNullable(claims.get(key)).filter(Claim::hasService).isPresent();
  }

  /** What an endpoint claims and another one owns, in the order of its names. */
  LostNames lost(EndpointKey key) {
    return Optional.ofNullable(claims.get(key)).map(this::lost).orElse(LostNames.NONE);
  }

  private ImmutableSet<EndpointKey> change(
      Name name, Optional<Claim> before, Optional<Claim> after) {
    NavigableSet<Bid> all = bids.computeIfAbsent(name, _ -> new TreeSet<>(precedence));
    Optional<Claimant> ownerBefore = all.stream().findFirst().map(Bid::by);
    before.flatMap(claim -> claim.bid(name)).ifPresent(all::remove);
    after.flatMap(claim -> claim.bid(name)).ifPresent(all::add);
    if (all.isEmpty()) {
      bids.remove(name);
    }
    return all.stream().findFirst().map(Bid::by).equals(ownerBefore)
        ? ImmutableSet.of()
        : all.stream().map(bid -> bid.by().key()).collect(ImmutableSet.toImmutableSet());
  }

  private LostNames lost(Claim claim) {
    ImmutableMap.Builder<ServiceName, String> owners = ImmutableMap.builder();
    claim
        .names()
        .keySet()
        .forEach(name -> {
          Claimant owner = requireNonNull(bids.get(name)).getFirst().by();
          if (!owner.equals(claim.by())) {
            owners.put(name.name(), owner.toString());
          }
        });
    return new LostNames(claim.by().key().toString(), owners.buildOrThrow());
  }

  /** A name within the Cloud Map namespace of a mesh. */
  record Name(MeshId mesh, ServiceName name) {}

  /** What one endpoint claims, and how firmly it has that. */
  record Claim(Claimant by, ImmutableMap<Name, NameHold> names) {

    private Optional<Bid> bid(Name name) {
      return Optional.ofNullable(names.get(name)).map(hold -> new Bid(hold, by));
    }

    private boolean hasService() {
      return names.containsValue(NameHold.EXISTING);
    }

    /** All that the view of the endpoint itself depends on. */
    private Gist gist() {
      return new Gist(by, names.keySet(), hasService());
    }
  }

  private record Gist(Claimant by, ImmutableSet<Name> names, boolean hasService) {}

  private record Bid(NameHold hold, Claimant by) {}

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
