package io.vpcmesh.status;

import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.HealthReporting;
import io.vpcmesh.api.v1alpha1.OnAllUnhealthy;
import io.vpcmesh.topology.Discovery;
import java.time.Duration;

/** Effective settings in the spelling of the API. */
final class EffectiveValues {

  private EffectiveValues() {}

  /** Whole seconds where it is made of them. */
  private static String spell(Duration time) {
    return time.toMillisPart() == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }

  static io.vpcmesh.api.v1alpha1.Discovery discovery(Discovery discovery) {
    return new io.vpcmesh.api.v1alpha1.Discovery(
        switch (discovery.record()) {
          case AUTO -> DnsRecords.AUTO;
          case A -> DnsRecords.A;
          case AAAA -> DnsRecords.AAAA;
          case A_AND_AAAA -> DnsRecords.A_AND_AAAA;
          case SRV -> DnsRecords.SRV;
          case API_ONLY -> DnsRecords.API_ONLY;
          case NONE -> DnsRecords.NONE;
        },
        discovery.ttl().toSeconds() + "s",
        switch (discovery.health()) {
          case CUSTOM -> HealthReporting.CUSTOM;
          case NONE -> HealthReporting.NONE;
        },
        switch (discovery.onAllUnhealthy()) {
          case KEEP_LAST -> OnAllUnhealthy.KEEP_LAST;
          case EMPTY -> OnAllUnhealthy.EMPTY;
        },
        discovery.attributes(),
        spell(discovery.deregistrationDelay()));
  }
}
