package io.vpcmesh.registry;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.Membership.Absence;
import io.vpcmesh.membership.Membership.Addresses;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.topology.Discovery.RecordChoice;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Chooses the DNS records of an endpoint. AWS never lets go of a choice, so it is made once. */
public final class RecordPolicy {

  private RecordPolicy() {}

  /**
   * The records to create a service with, or nothing as long as that cannot be known: AUTO looks at
   * the instances.
   */
  public static Optional<ImmutableSet<RecordType>> choose(
      RecordChoice choice, boolean dns, Membership membership) {
    return switch (choice) {
      case NONE -> Optional.empty();
      case API_ONLY -> Optional.of(ImmutableSet.of());
      case A -> Optional.of(ImmutableSet.of(RecordType.A));
      case AAAA -> Optional.of(ImmutableSet.of(RecordType.AAAA));
      case A_AND_AAAA -> Optional.of(ImmutableSet.of(RecordType.A, RecordType.AAAA));
      case SRV -> Optional.of(ImmutableSet.of(RecordType.SRV));
      case AUTO -> dns ? automatic(membership) : Optional.of(ImmutableSet.of());
    };
  }

  /** Why these records cannot be had, if so. */
  public static Optional<Problem> objection(
      RecordChoice choice, boolean dns, Optional<ImmutableSet<RecordType>> chosenBefore) {
    boolean wantsDns =
        choice != RecordChoice.API_ONLY
            && choice != RecordChoice.NONE
            && choice != RecordChoice.AUTO;
    if (wantsDns && !dns) {
      return Optional.of(
          new Problem(
              Reason.RecordTypeMismatch,
              "discovery.record "
                  + choice
                  + " needs a private DNS namespace, the mesh has an HTTP one: use ApiOnly or Auto"));
    }
    if (choice == RecordChoice.AUTO || choice == RecordChoice.NONE || chosenBefore.isEmpty()) {
      return Optional.empty();
    }
    return choose(choice, dns, Membership.UNKNOWN)
        .filter(wanted -> !wanted.equals(chosenBefore.orElseThrow()))
        .map(wanted -> replacementRequired(chosenBefore.orElseThrow(), wanted));
  }

  private static Problem replacementRequired(
      ImmutableSet<RecordType> before, ImmutableSet<RecordType> wanted) {
    return new Problem(
        Reason.ReplacementRequired,
        "the record type cannot be changed from %s to %s: the Cloud Map service with all its instances would have to be recreated; set it back, or delete the endpoint and create it anew"
            .formatted(DesiredService.spell(before), DesiredService.spell(wanted)));
  }

  private static Optional<ImmutableSet<RecordType>> automatic(Membership membership) {
    if (membership.addresses() == Addresses.SHARED) {
      return Optional.of(ImmutableSet.of(RecordType.SRV));
    }
    Collection<Instance> instances = membership.instances().values();
    if (instances.isEmpty()) {
      return membership.absence() == Absence.DECLARED
          ? Optional.of(ImmutableSet.of(RecordType.A))
          : Optional.empty();
    }
    if (shareAddresses(instances)) {
      return Optional.of(ImmutableSet.of(RecordType.SRV));
    }
    ImmutableSet.Builder<RecordType> records = ImmutableSet.builder();
    if (instances.stream().allMatch(instance -> instance.ipv4().isPresent())) {
      records.add(RecordType.A);
    }
    if (instances.stream().allMatch(instance -> instance.ipv6().isPresent())) {
      records.add(RecordType.AAAA);
    }
    ImmutableSet<RecordType> common = records.build();
    return Optional.of(common.isEmpty() ? ImmutableSet.of(RecordType.A) : common);
  }

  private static boolean shareAddresses(Collection<Instance> instances) {
    Set<IpAddress> seen = new HashSet<>();
    return instances.stream()
        .map(instance -> instance.ipv4().or(instance::ipv6))
        .anyMatch(address -> address.isPresent() && !seen.add(address.orElseThrow()));
  }
}
