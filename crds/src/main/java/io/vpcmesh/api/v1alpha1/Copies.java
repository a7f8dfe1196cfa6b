package io.vpcmesh.api.v1alpha1;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Immutable copies of what a JSON parser hands over.
 *
 * <p>Absent becomes empty and null members are dropped instead of refused: a resource that Java
 * cannot read would stop the watch for all others.
 */
final class Copies {
  private Copies() {}

  static <T> List<T> list(@Nullable List<? extends @Nullable T> values) {
    ImmutableList.Builder<T> copy = ImmutableList.builder();
    if (values != null) {
      for (T value : values) {
        if (value != null) {
          copy.add(value);
        }
      }
    }
    return copy.build();
  }

  /** Sorted by key, so that the same entries always print the same. */
  static <V> Map<String, V> map(@Nullable Map<String, ? extends @Nullable V> entries) {
    ImmutableSortedMap.Builder<String, V> copy = ImmutableSortedMap.naturalOrder();
    if (entries != null) {
      for (Map.Entry<String, ? extends @Nullable V> entry : entries.entrySet()) {
        V value = entry.getValue();
        if (value != null) {
          copy.put(entry.getKey(), value);
        }
      }
    }
    return copy.buildOrThrow();
  }
}
