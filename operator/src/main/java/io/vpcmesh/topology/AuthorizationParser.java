package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.api.v1alpha1.AuthorizationDefault;
import io.vpcmesh.api.v1alpha1.EndpointAuthorization;
import io.vpcmesh.api.v1alpha1.MeshAuthorization;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.topology.Authorization.Enforcement;
import io.vpcmesh.topology.Authorization.Revocation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads who may call those who do not say so themselves. */
record AuthorizationParser(Findings findings) {

  private static final String FIELD = "spec.authorization";
  private static final String DEFAULT = FIELD + ".default";
  private static final int MAX_CIDRS = 50;
  private static final int MAX_LISTS = 50;

  Optional<Access> parse(@Nullable EndpointAuthorization declared) {
    return Optional.ofNullable(declared)
        .flatMap(block -> Optional.ofNullable(block.fallback()))
        .flatMap(this::access);
  }

  Authorization parse(@Nullable MeshAuthorization declared) {
    if (declared == null) {
      return Authorization.DEFAULT;
    }
    Optional<Access> access = access(declared.fallback());
    Optional<Enforcement> enforcement = enforcement(declared.enforcement());
    Optional<Revocation> revocation = revocation(declared.revocation());
    ImmutableList<Cidr> cidrs = cidrs(declared.allowedCidrs());
    return new Authorization(
        access.orElse(Access.DENY),
        enforcement.orElse(Enforcement.ENFORCE),
        cidrs,
        lists(declared.allowedPrefixListIds()),
        revocation.orElse(Revocation.DEPLOYMENT));
  }

  private Optional<Access> access(AuthorizationDefault declared) {
    Optional<Access> choice =
        switch (declared) {
          case DENY -> Optional.of(Access.DENY);
          case ALLOW -> Optional.of(Access.ALLOW);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known(DEFAULT, choice, "Deny, Allow");
  }

  private Optional<Enforcement> enforcement(io.vpcmesh.api.v1alpha1.Enforcement declared) {
    Optional<Enforcement> choice =
        switch (declared) {
          case ENFORCE -> Optional.of(Enforcement.ENFORCE);
          case AUDIT -> Optional.of(Enforcement.AUDIT);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known(FIELD + ".enforcement", choice, "Enforce, Audit");
  }

  private Optional<Revocation> revocation(io.vpcmesh.api.v1alpha1.Revocation declared) {
    Optional<Revocation> choice =
        switch (declared) {
          case DEPLOYMENT -> Optional.of(Revocation.DEPLOYMENT);
          case IMMEDIATE -> Optional.of(Revocation.IMMEDIATE);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known(FIELD + ".revocation", choice, "Deployment, Immediate");
  }

  private ImmutableList<Cidr> cidrs(List<String> declared) {
    String path = FIELD + ".allowedCidrs";
    if (declared.size() > MAX_CIDRS) {
      findings.refuse(path, "has %d networks: keep %d".formatted(declared.size(), MAX_CIDRS));
    }
    ImmutableList.Builder<Cidr> cidrs = ImmutableList.builder();
    for (int i = 0; i < declared.size(); i++) {
      new SourceParser(findings)
          .network(path + "[" + i + "]", declared.get(i))
          .ifPresent(cidrs::add);
    }
    return cidrs.build();
  }

  private ImmutableSortedSet<PrefixListId> lists(List<String> declared) {
    String path = FIELD + ".allowedPrefixListIds";
    if (declared.size() > MAX_LISTS) {
      findings.refuse(path, "has %d prefix lists: keep %d".formatted(declared.size(), MAX_LISTS));
    }
    ImmutableSortedSet.Builder<PrefixListId> lists =
        new ImmutableSortedSet.Builder<>(Comparator.naturalOrder());
    for (int i = 0; i < declared.size(); i++) {
      new SourceParser(findings)
          .prefixList(path + "[" + i + "]", declared.get(i))
          .ifPresent(lists::add);
    }
    return lists.build();
  }
}
