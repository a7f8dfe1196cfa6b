package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The tags of namespaces and services, by ARN. */
final class Tags {

  private final World world;
  private final Requests requests;
  private final Shelf<ImmutableMap<String, String>> byArn = new Shelf<>();

  Tags(World world, Requests requests) {
    this.world = world;
    this.requests = requests;
  }

  ImmutableMap<String, String> list(String arn) {
    return find(arn, byArn.find(arn, world.seenAtOnce()));
  }

  void add(String arn, ImmutableMap<String, String> more) {
    ImmutableMap<String, String> before = find(arn, byArn.find(arn));
    ImmutableMap<String, String> kept =
        world.rules().keeps(TagRule.MERGED) ? before : ImmutableMap.of();
    ImmutableMap<String, String> merged =
        ImmutableMap.<String, String>builder().putAll(kept).putAll(more).buildKeepingLast();
    requests.checkTags(merged);
    byArn.put(world.now(), arn, merged);
  }

  void remove(String arn, Set<String> keys) {
    ImmutableMap<String, String> before = find(arn, byArn.find(arn));
    byArn.put(
        world.now(), arn, ImmutableMap.copyOf(Maps.filterKeys(before, key -> !keys.contains(key))));
  }

  void objectCreated(Instant at, String arn, ImmutableMap<String, String> tags) {
    byArn.put(at, arn, world.rules().keeps(TagRule.SET_ON_CREATION) ? tags : ImmutableMap.of());
  }

  void objectDeleted(Instant at, String arn) {
    if (world.rules().keeps(TagRule.GONE_WITH_OBJECT)) {
      byArn.remove(at, arn);
    }
  }

  ImmutableMap<String, String> of(String arn) {
    return byArn.find(arn).orElse(ImmutableMap.of());
  }

  ImmutableMap<String, ImmutableMap<String, String>> all() {
    return byArn.entries();
  }

  void restore(String arn, ImmutableMap<String, String> tags) {
    byArn.put(Instant.EPOCH, arn, tags);
  }

  private ImmutableMap<String, String> find(
      String arn, Optional<ImmutableMap<String, String>> tags) {
    return tags.orElseThrow(() ->
        world
            .rules()
            .missing(
                TagRule.MISSING_RESOURCE,
                "ResourceNotFoundException",
                "nothing has the ARN " + arn));
  }
}
