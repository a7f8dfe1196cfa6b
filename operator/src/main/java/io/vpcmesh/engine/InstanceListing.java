package io.vpcmesh.engine;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.RegisteredInstance;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.registry.KnownInstance;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The pages of the instances of a service, put together. */
final class InstanceListing {

  private final Map<InstanceId, KnownInstance> listed = new HashMap<>();
  private Optional<String> nextPage = Optional.empty();
  private Instant since = Instant.EPOCH;

  /** The page to read next; none: the first one. */
  Optional<String> nextPage() {
    return nextPage;
  }

  /** The pages have to be read from the first one again. */
  void restart() {
    nextPage = Optional.empty();
  }

  /** When the first page of the listing was asked for: it shows nothing newer for sure. */
  Instant since() {
    return since;
  }

  /** Whether a page of a listing that is not complete showed the instance. */
  boolean shows(InstanceId id) {
    return nextPage.isPresent() && listed.containsKey(id);
  }

  /** Takes in a page; after the last one, here is all that there is. */
  Optional<ImmutableMap<InstanceId, KnownInstance>> add(
      Page<RegisteredInstance> page,
      Function<RegisteredInstance, KnownInstance> known,
      Instant askedAt) {
    if (nextPage.isEmpty()) {
      listed.clear();
      since = askedAt;
    }
    page.items().forEach(instance -> listed.put(instance.id(), known.apply(instance)));
    nextPage = page.nextToken();
    if (nextPage.isPresent()) {
      return Optional.empty();
    }
    ImmutableMap<InstanceId, KnownInstance> all = ImmutableMap.copyOf(listed);
    listed.clear();
    return Optional.of(all);
  }
}
