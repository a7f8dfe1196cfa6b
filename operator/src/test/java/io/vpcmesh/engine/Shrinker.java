package io.vpcmesh.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Delta debugging: the fewest items of a list with which something still fails. */
final class Shrinker {

  private Shrinker() {}

  /**
   * A sublist that fails, and no longer does when any one of its items is taken out.
   *
   * @param all which fails
   */
  static <T> List<T> shrink(List<T> all, Predicate<List<T>> fails) {
    List<T> smallest = all;
    int parts = 2;
    while (!smallest.isEmpty()) {
      List<T> less = less(smallest, Math.min(parts, smallest.size()), fails);
      if (less.size() < smallest.size()) {
        smallest = less;
        parts = Math.max(parts - 1, 2);
      } else if (parts >= smallest.size()) {
        return smallest;
      } else {
        parts *= 2;
      }
    }
    return smallest;
  }

  /** Without the first of so many parts that is not needed; all when each of them is. */
  private static <T> List<T> less(List<T> all, int parts, Predicate<List<T>> fails) {
    for (int i = 0; i < parts; i++) {
      List<T> rest = new ArrayList<>(all.subList(0, all.size() * i / parts));
      rest.addAll(all.subList(all.size() * (i + 1) / parts, all.size()));
      if (fails.test(rest)) {
        return rest;
      }
    }
    return all;
  }
}
