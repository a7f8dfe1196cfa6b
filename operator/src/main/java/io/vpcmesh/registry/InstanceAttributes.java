package io.vpcmesh.registry;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The attributes of an instance: ours are set, anybody else's survive and are no reason to write.
 */
public final class InstanceAttributes {

  /** Lists which further attributes of an instance are ours. */
  static final String KEYS = "vpcmesh.io/keys";

  /** The address that A records and SRV targets are made of. */
  public static final String IPV4 = "AWS_INSTANCE_IPV4";

  /** The address that AAAA records are made of. */
  public static final String IPV6 = "AWS_INSTANCE_IPV6";

  /** The port that SRV records are made of. */
  public static final String PORT = "AWS_INSTANCE_PORT";

  /** The health that a registration begins with; AWS keeps no track of it afterwards. */
  public static final String INITIAL_HEALTH = "AWS_INIT_HEALTH_STATUS";

  /** How many attributes besides AWS's own an instance may have. */
  private static final int MAX_CUSTOM = 30;

  /** Every registration may say with which health it begins. */
  private static final int HEALTH_LENGTH = INITIAL_HEALTH.length() + "UNHEALTHY".length();

  private static final int MAX_VALUE = 1_024;
  private static final int MAX_TOTAL = 5_000;

  private InstanceAttributes() {}

  /** Why Cloud Map would not take these attributes, if so. */
  public static Optional<String> excess(Map<String, String> attributes) {
    long custom = attributes.keySet().stream().filter(key -> !key.startsWith("AWS_")).count();
    if (custom > MAX_CUSTOM) {
      return Optional.of("has %d attributes, Cloud Map takes %d".formatted(custom, MAX_CUSTOM));
    }
    int total =
        attributes.entrySet().stream()
            .mapToInt(attribute -> attribute.getKey().length() + attribute.getValue().length())
            .sum();
    if (total > MAX_TOTAL - HEALTH_LENGTH) {
      return Optional.of(
          "has %d characters of attributes, Cloud Map takes %d"
              .formatted(total, MAX_TOTAL - HEALTH_LENGTH));
    }
    return attributes.entrySet().stream()
        .filter(attribute -> attribute.getValue().length() > MAX_VALUE)
        .findFirst()
        .map(attribute ->
            "has %d characters in attribute %s, Cloud Map takes %d"
                .formatted(attribute.getValue().length(), attribute.getKey(), MAX_VALUE));
  }

  /** The attributes with the list of those that are ours, so that a dropped one is noticed. */
  public static ImmutableMap<String, String> listed(Map<String, String> ours) {
    Map<String, String> all = new TreeMap<>(ours);
    all.put(KEYS, String.join(",", ImmutableSortedSet.copyOf(ours.keySet())));
    return ImmutableMap.copyOf(all);
  }

  /** Whether what is registered differs from what is desired in anything that is ours. */
  public static boolean differ(Map<String, String> desired, Map<String, String> registered) {
    boolean changed =
        desired.entrySet().stream()
            .anyMatch(want -> !Objects.equals(registered.get(want.getKey()), want.getValue()));
    return changed
        || ours(registered).stream()
            .anyMatch(key -> registered.containsKey(key) && !desired.containsKey(key));
  }

  /** What to register: ours as desired, the others as they are. */
  public static ImmutableMap<String, String> merge(
      Map<String, String> desired, Map<String, String> registered) {
    ImmutableSet<String> ours = ours(registered);
    Map<String, String> merged =
        new LinkedHashMap<>(
            Maps.filterKeys(registered, key -> !ours.contains(key) && !key.startsWith("AWS_")));
    merged.putAll(desired);
    return ImmutableMap.copyOf(merged);
  }

  private static ImmutableSet<String> ours(Map<String, String> registered) {
    String keys = registered.getOrDefault(KEYS, "");
    return ImmutableSet.<String>builder()
        .addAll(Splitter.on(',').omitEmptyStrings().split(keys))
        .add(KEYS)
        .build();
  }
}
