package io.vpcmesh.engine;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.engine.codec.JournalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What happens in one run, as data, in the order of time.
 *
 * @param seed also of what is random in the simulated cloud
 */
record Plan(long seed, ImmutableList<Happening> happenings) {

  private static final ObjectMapper JSON = mapper();

  private static ObjectMapper mapper() {
    ObjectMapper mapper = JournalJson.mapper();
    Happening.kinds()
        .forEach(kind -> mapper.registerSubtypes(new NamedType(kind, kind.getSimpleName())));
    return mapper;
  }

  int size() {
    return happenings.size();
  }

  /** Only those happenings. */
  Plan keep(List<Integer> indices) {
    return new Plan(seed, indices.stream().map(happenings::get).collect(toImmutableList()));
  }

  static Plan read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), Plan.class);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " is no plan", unreadable);
    }
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException("a plan without a JSON form", bug);
    }
  }

  /** One happening a line, with its index among those of the seed's plan. */
  String words(List<Integer> indices) {
    return IntStream.range(0, size())
        .mapToObj(i ->
            "  %3d  %8.3f s  %s"
                .formatted(indices.get(i), happenings.get(i).at() / 1e3, happenings.get(i).words()))
        .collect(Collectors.joining("\n"));
  }
}
