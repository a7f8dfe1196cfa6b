package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.Page;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Cuts listings into pages. A token names the last item before the page. */
final class Pages {

  private static final String PREFIX = "after:";

  private Pages() {}

  /** The key behind which the page starts; the empty key is before all others. */
  static String start(Optional<String> nextToken) {
    return nextToken.map(Pages::key).orElse("");
  }

  private static String key(String token) {
    if (!token.startsWith(PREFIX)) {
      throw Refused.invalid("the next token '" + token + "' is not one of ours");
    }
    return token.substring(PREFIX.length());
  }

  /** The first page of these items, which follow one another by key. */
  static <V> Page<V> cut(Stream<V> items, Function<V, String> key) {
    return cut(items, CloudMap.PAGE_SIZE, key);
  }

  /** The first page of that size of these items, which follow one another by key. */
  static <V> Page<V> cut(Stream<V> items, int size, Function<V, String> key) {
    ImmutableList<V> oneMore = items.limit(size + 1L).collect(ImmutableList.toImmutableList());
    if (oneMore.size() <= size) {
      return Page.last(oneMore);
    }
    ImmutableList<V> page = oneMore.subList(0, size);
    return new Page<>(page, Optional.of(PREFIX + key.apply(page.getLast())));
  }

  /** How many items a page of EC2 has, if the rule is in force. */
  static int size(RuleBook rules, Rule paged) {
    return rules.keeps(paged) ? Ec2.PAGE_SIZE : Integer.MAX_VALUE;
  }

  static <V> Page<V> uncut(Stream<V> items) {
    return Page.last(items.collect(ImmutableList.toImmutableList()));
  }

  /** A page without its items: they come with the next one, unless it lies. */
  static <V> Page<V> empty(Fault.EmptyPage fault, String start) {
    return new Page<>(
        ImmutableList.of(), fault.last() ? Optional.empty() : Optional.of(PREFIX + start));
  }

  static <V, W> Page<W> map(Page<V> page, Function<Stream<V>, Stream<W>> items) {
    return new Page<>(
        items.apply(page.items().stream()).collect(ImmutableList.toImmutableList()),
        page.nextToken());
  }
}
