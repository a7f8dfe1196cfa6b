package io.vpcmesh.standalone;

import static com.google.common.collect.ImmutableSortedMap.toImmutableSortedMap;
import static com.google.common.collect.ImmutableSortedSet.toImmutableSortedSet;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.standalone.directory.ManifestName;
import io.vpcmesh.standalone.directory.Request;
import io.vpcmesh.standalone.directory.Request.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** What the command line asks of the daemon: a file for each request, and one for its answer. */
public final class Requests {

  private static final String REQUESTS = "requests";
  private static final String ANSWERS = "answers";
  private static final String SUFFIX = ".json";

  private static final CharMatcher IDS =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.is('-'));

  private final StateFiles files;

  Requests(StateFiles files) {
    this.files = files;
  }

  /** Asks; a daemon that isn't running answers at its next start. */
  public void ask(String id, Request request) {
    files.write(REQUESTS + "/" + id + SUFFIX, request);
  }

  public Optional<Answer> answer(String id) {
    return files.read(ANSWERS + "/" + id + SUFFIX, Answer.class);
  }

  /** Clears away an answer that was read. */
  public void forget(String id) {
    files.delete(files.path(ANSWERS + "/" + id + SUFFIX));
  }

  /** Clears away the answers of a former daemon: who did not wait for them never will. */
  void forgetAnswers() {
    ids(ANSWERS).forEach(this::forget);
  }

  /** What is asked and not answered yet. */
  ImmutableSortedMap<String, Request> open() {
    return ids(REQUESTS).stream()
        .collect(toImmutableSortedMap(Comparator.naturalOrder(), id -> id, this::read));
  }

  /** Whether something is asked of a thing that the daemon has not seen to yet. */
  public boolean areOpenFor(ManifestName name) {
    return open().values().stream()
        .anyMatch(request ->
            request instanceof Request.Annotate annotate && annotate.name().equals(name));
  }

  private ImmutableSortedSet<String> ids(String name) {
    Path folder = files.path(name);
    if (!Files.isDirectory(folder)) {
      return ImmutableSortedSet.of();
    }
    try {
      return StateFiles.list(folder).stream()
          .map(Requests::id)
          .flatMap(Optional::stream)
          .collect(toImmutableSortedSet(Comparator.naturalOrder()));
    } catch (IOException unreadable) {
      throw StateFiles.cannot("read", folder, unreadable);
    }
  }

  void close(String id, Answer answer) {
    files.write(ANSWERS + "/" + id + SUFFIX, answer);
    files.delete(files.path(REQUESTS + "/" + id + SUFFIX));
  }

  /** What nobody understands is answered, too, so that it doesn't lie in the way. */
  private Request read(String id) {
    try {
      return files
          .read(REQUESTS + "/" + id + SUFFIX, Request.class)
          .orElseGet(() -> new Request.Unreadable("the request was withdrawn"));
    } catch (StateException damaged) {
      return new Request.Unreadable(String.valueOf(damaged.getMessage()));
    }
  }

  /** What is no file, or not named as requests are, nobody has asked. */
  private static Optional<String> id(Path file) {
    String name = String.valueOf(file.getFileName());
    String id = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
    return IDS.matchesAllOf(id) && !id.isEmpty() && Files.isRegularFile(file)
        ? Optional.of(id)
        : Optional.empty();
  }
}
