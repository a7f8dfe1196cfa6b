package io.vpcmesh.registry;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceName;
import java.time.Duration;

/**
 * A Cloud Map service as it shall be.
 *
 * @param records empty: API only
 * @param customHealth whether Cloud Map keeps a health status that we set
 */
public record DesiredService(
    ServiceName name,
    ImmutableSet<RecordType> records,
    Duration ttl,
    boolean customHealth,
    ImmutableSortedMap<InstanceId, DesiredInstance> instances) {

  /** The same with its healthy instances alone, if there are any. */
  DesiredService healthyOnes() {
    ImmutableSortedMap<InstanceId, DesiredInstance> healthy =
        ImmutableSortedMap.copyOfSorted(
            Maps.filterValues(instances, it -> it.health() == HealthStatus.HEALTHY));
    return healthy.isEmpty() ? this : new DesiredService(name, records, ttl, customHealth, healthy);
  }

  /** The same without instances. */
  DesiredService emptied() {
    return new DesiredService(name, records, ttl, customHealth, ImmutableSortedMap.of());
  }

  /** For a person: {@code A, AAAA} or {@code API only}. */
  public static String spell(ImmutableSet<RecordType> records) {
    return records.isEmpty()
        ? "API only"
        : String.join(", ", records.stream().map(Enum::name).toList());
  }
}
