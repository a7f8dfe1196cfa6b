package io.vpcmesh.engine;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.registry.InFlight;
import io.vpcmesh.registry.InstanceAttributes;
import io.vpcmesh.registry.KnownInstance;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the instances of a service were a moment ago. Who goes back to that cannot tell by a read
 * that lags whether it is so again, or still.
 */
final class RecentChanges {

  private final ListMultimap<InstanceId, Former> formers = ArrayListMultimap.create();
  private final Set<InstanceId> ambiguous = new HashSet<>();

  /** What an instance was until then; absent: it was not registered. */
  private record Former(Optional<ImmutableMap<String, String>> attributes, Instant until) {

    boolean isOld(Instant now) {
      return !until.plus(ServiceTrack.SETTLE).isAfter(now);
    }

    boolean isWanted(InFlight change) {
      return switch (change) {
        case InFlight.Registering(var desired, _, _) ->
            attributes
                .filter(was -> !InstanceAttributes.differ(desired.attributes(), was))
                .isPresent();
        case InFlight.Deregistering _ -> attributes.isEmpty();
        case InFlight.Busy _ -> false;
      };
    }
  }

  /**
   * A change is on its way.
   *
   * @param known what the instance was before; null: it was not registered
   */
  void sent(InstanceId id, InFlight change, @Nullable KnownInstance known) {
    Instant now = change.since();
    formers.get(id).removeIf(former -> former.isOld(now));
    boolean back = formers.get(id).stream().anyMatch(former -> former.isWanted(change));
    if (back) {
      ambiguous.add(id);
    } else {
      ambiguous.remove(id);
    }
    formers.put(id, new Former(Optional.ofNullable(known).map(KnownInstance::attributes), now));
  }

  /** Whether only the operation itself can tell that the change was made. */
  boolean isAmbiguous(InstanceId id) {
    return ambiguous.contains(id);
  }

  /** What reads show by now is not needed any more. */
  void forgetOld(Instant now) {
    formers.values().removeIf(former -> former.isOld(now));
    ambiguous.retainAll(formers.keySet());
  }
}
