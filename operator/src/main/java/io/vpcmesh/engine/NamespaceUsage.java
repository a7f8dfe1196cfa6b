package io.vpcmesh.engine;

import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many instances the endpoints of one mesh have and want, kept as sums so that a change costs
 * the same in a large mesh as in a small one. Whoever has instances keeps them; what would not fit
 * is not begun.
 */
final class NamespaceUsage {

  private final Map<EndpointKey, Use> uses = new HashMap<>();
  private int registered;
  private int missing;

  private record Use(int registered, int missing) {}

  int registered() {
    return registered;
  }

  /** What an endpoint has, and what it still wants. */
  void set(EndpointKey key, int has, int wants) {
    remove(key);
    Use use = new Use(has, Math.max(0, wants - has));
    uses.put(key, use);
    registered += use.registered();
    missing += use.missing();
  }

  void remove(EndpointKey key) {
    Use before = uses.remove(key);
    if (before != null) {
      registered -= before.registered();
      missing -= before.missing();
    }
  }

  /** Why the endpoint may not have what it still wants, if so. */
  Optional<Problem> refusal(EndpointKey key, int quota) {
    Use own = uses.getOrDefault(key, new Use(0, 0));
    boolean fits = own.missing() == 0 || registered + missing <= quota;
    if (fits || registered + own.missing() + before(key) <= quota) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            Reason.AwsQuotaExceeded,
            "%d more instances do not fit: the namespace has %d and may have %d; ask AWS to raise the quota of instances per namespace, or remove some"
                .formatted(own.missing(), registered, quota)));
  }

  /** What those want that come first: by name, since all of them wait. */
  private int before(EndpointKey key) {
    return uses.entrySet().stream()
        .filter(use -> use.getKey().compareTo(key) < 0)
        .mapToInt(use -> use.getValue().missing())
        .sum();
  }
}
