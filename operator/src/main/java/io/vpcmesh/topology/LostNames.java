package io.vpcmesh.topology;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.ServiceName;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The service names that an endpoint claims and does not get.
 *
 * @param claimant the endpoint, for a person
 * @param owners who owns each of the names, for a person
 */
public record LostNames(String claimant, ImmutableMap<ServiceName, String> owners) {

  /** It lost none. */
  public static final LostNames NONE = new LostNames("", ImmutableMap.of());

  /** Why an endpoint does not get all of these names, if so. */
  Optional<Problem> among(ImmutableCollection<ServiceName> names) {
    String lost =
        owners.entrySet().stream()
            .filter(owned -> names.contains(owned.getKey()))
            .map(LostNames::spelled)
            .collect(Collectors.joining("; and "));
    return lost.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Reason.NameConflict,
                "%s claims %s: it goes on by itself when that endpoint is deleted or gives the name up; otherwise create this one anew with another serviceName, or name its port differently"
                    .formatted(claimant, lost)));
  }

  private static String spelled(Map.Entry<ServiceName, String> owned) {
    return owned.getKey() + ", already owned by " + owned.getValue();
  }
}
