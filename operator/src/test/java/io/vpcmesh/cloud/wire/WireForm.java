package io.vpcmesh.cloud.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The fields of a request to EC2; those of a list are called {@code Name.1}, {@code Name.2}. */
record WireForm(ImmutableMap<String, String> fields) {

  static WireForm of(String body) {
    ImmutableMap.Builder<String, String> fields = ImmutableMap.builder();
    for (String field : Splitter.on('&').omitEmptyStrings().split(body)) {
      List<String> parts = Splitter.on('=').limit(2).splitToList(field);
      fields.put(URLDecoder.decode(parts.get(0), UTF_8), URLDecoder.decode(parts.get(1), UTF_8));
    }
    return new WireForm(fields.buildOrThrow());
  }

  String text(String name) {
    return maybe(name).orElseThrow(() -> new IllegalArgumentException("there is no " + name));
  }

  Optional<String> maybe(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  int number(String name) {
    return Integer.parseInt(text(name));
  }

  /** The values of a list of texts. */
  ImmutableList<String> texts(String name) {
    return IntStream.iterate(1, i -> i + 1)
        .mapToObj(i -> maybe(name + "." + i))
        .takeWhile(Optional::isPresent)
        .flatMap(Optional::stream)
        .collect(ImmutableList.toImmutableList());
  }

  /** The members of a list of structures. */
  ImmutableList<WireForm> members(String name) {
    return IntStream.iterate(1, i -> i + 1)
        .mapToObj(i -> below(name + "." + i + "."))
        .takeWhile(member -> !member.fields().isEmpty())
        .collect(ImmutableList.toImmutableList());
  }

  private WireForm below(String prefix) {
    return new WireForm(
        fields.entrySet().stream()
            .filter(field -> field.getKey().startsWith(prefix))
            .collect(
                ImmutableMap.toImmutableMap(
                    field -> field.getKey().substring(prefix.length()), Map.Entry::getValue)));
  }

  /** The values of the filter, none if nothing is filtered by it. */
  ImmutableList<String> filter(String name) {
    return members("Filter").stream()
        .filter(filter -> filter.text("Name").equals(name))
        .flatMap(filter -> filter.texts("Value").stream())
        .collect(ImmutableList.toImmutableList());
  }

  /** The filters by tags. */
  ImmutableMap<String, String> tagFilters() {
    return members("Filter").stream()
        .filter(filter -> filter.text("Name").startsWith("tag:"))
        .collect(
            ImmutableMap.toImmutableMap(
                filter -> filter.text("Name").substring("tag:".length()),
                filter -> filter.text("Value.1")));
  }

  /** The tags for what is made. */
  ImmutableMap<String, String> specifiedTags() {
    return members("TagSpecification").stream()
        .findFirst()
        .map(specification -> specification.tags("Tag"))
        .orElse(ImmutableMap.of());
  }

  ImmutableMap<String, String> tags(String name) {
    return members(name).stream()
        .collect(ImmutableMap.toImmutableMap(tag -> tag.text("Key"), tag -> tag.text("Value")));
  }
}
