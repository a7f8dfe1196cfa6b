package io.vpcmesh.topology;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import io.vpcmesh.api.v1alpha1.MeshAws;
import io.vpcmesh.api.v1alpha1.Vpc;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.RoleArn;
import io.vpcmesh.topology.Mesh.AwsPlace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads where in AWS a mesh lives. */
record AwsPlaceParser(Findings findings) {

  private static final String VPCS = "spec.aws.vpcs";
  private static final String TAGS = "spec.aws.resourceTags";
  private static final String ROLE = "spec.aws.assumeRoleArn";
  private static final int MAX_TAGS = 20;
  private static final int MAX_VPCS = 20;

  Optional<AwsPlace> parse(MeshAws declared) {
    Optional<String> region = findings.shaped("spec.aws.region", declared.region(), Shape.REGION);
    Optional<String> account =
        Optional.ofNullable(declared.accountId())
            .flatMap(id -> findings.shaped("spec.aws.accountId", id, Shape.ACCOUNT));
    Optional<RoleArn> role = role(declared);
    role.ifPresent(arn -> account.ifPresent(id -> sameAccount(arn, id)));
    Optional<Networks> networks = networks(declared.vpcs());
    ImmutableMap<String, String> tags = tags(declared.resourceTags());
    return region.isPresent() && networks.isPresent()
        ? Optional.of(
            new AwsPlace(
                new Place(region.orElseThrow(), role),
                account,
                networks.orElseThrow().primary(),
                networks.orElseThrow().further(),
                tags))
        : Optional.empty();
  }

  private Optional<RoleArn> role(MeshAws declared) {
    return Optional.ofNullable(declared.assumeRoleArn())
        .flatMap(arn -> findings.shaped(ROLE, arn, Shape.ROLE))
        .map(RoleArn::new);
  }

  private void sameAccount(RoleArn role, String account) {
    if (!role.account().equals(account)) {
      findings.refuse(
          ROLE,
          "is a role of account %s, but spec.aws.accountId is %s: name a role of that account"
              .formatted(role.account(), account));
    }
  }

  /** The networks of a mesh, by their ids. */
  private record Networks(String primary, ImmutableSortedSet<String> further) {}

  private Optional<Networks> networks(List<Vpc> declared) {
    if (declared.isEmpty() || declared.size() > MAX_VPCS) {
      findings.refuse(VPCS, "has %d networks: write 1 to %d".formatted(declared.size(), MAX_VPCS));
      return Optional.empty();
    }
    for (int i = 0; i < declared.size(); i++) {
      if (findings
          .shaped(VPCS + "[%d].id".formatted(i), declared.get(i).id(), Shape.VPC)
          .isEmpty()) {
        return Optional.empty();
      }
    }
    ImmutableSet<String> primary = ids(declared, true);
    ImmutableSet<String> further = ids(declared, false);
    if (primary.size() != 1) {
      findings.refuse(
          VPCS,
          "has %d primary networks: exactly one must be, with primary: true"
              .formatted(primary.size()));
      return Optional.empty();
    }
    if (Sets.union(primary, further).size() < declared.size()) {
      findings.refuse(VPCS, "names a network twice: leave one of them out");
      return Optional.empty();
    }
    return Optional.of(new Networks(primary.iterator().next(), ImmutableSortedSet.copyOf(further)));
  }

  private static ImmutableSet<String> ids(List<Vpc> declared, boolean primary) {
    return declared.stream()
        .filter(vpc -> Boolean.TRUE.equals(vpc.primary()) == primary)
        .map(Vpc::id)
        .collect(ImmutableSet.toImmutableSet());
  }

  private ImmutableMap<String, String> tags(Map<String, String> declared) {
    if (declared.size() > MAX_TAGS) {
      findings.refuse(TAGS, "has %d tags: keep %d".formatted(declared.size(), MAX_TAGS));
    }
    declared.forEach((key, value) -> tag(key, requireNonNull(value)));
    return ImmutableMap.copyOf(declared);
  }

  private void tag(String key, String value) {
    if (findings.shaped(TAGS, key, Shape.TAG_KEY).isEmpty()) {
      return;
    }
    // Our own tags say who may delete an object: nobody else may write them.
    if (key.startsWith("aws:") || key.startsWith("vpcmesh.io/")) {
      findings.refuse(
          TAGS,
          Findings.quote(key)
              + " is reserved: choose a key that begins with neither aws: nor vpcmesh.io/");
    }
    if (!value.isEmpty()) {
      findings.shaped(TAGS + "." + key, value, Shape.TAG_VALUE);
    }
  }
}
