package io.vpcmesh.e2e.plane;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.process.Command;
import io.vpcmesh.process.Told;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What most people will hold in their hands. */
public record Kubectl(Path program, Path kubeconfig, Path cache) {

  /** Its library notes for instance that a watch was closed early; it goes on by itself. */
  private static final Pattern NOTE = Pattern.compile("I[0-9]{4} .*");

  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** Runs it to its end. */
  public Told run(Object... words) throws IOException {
    return command(words).run();
  }

  /** Runs it on a text, for what reads {@code -f -}. */
  public Told fed(String text, Object... words) throws IOException {
    return command(words).fed(text).run();
  }

  /** What it prints; fails when it fails or warns. */
  public String output(Object... words) throws IOException {
    Told told = run(words);
    if (told.code() != 0 || !told.err().lines().allMatch(NOTE.asMatchPredicate())) {
      throw new AssertionError("kubectl %s: %s".formatted(Stream.of(words).toList(), told));
    }
    return told.out();
  }

  private Command command(Object... words) {
    Object[] all = Stream.concat(Stream.of(program), Stream.of(words)).toArray();
    return Command.of(LIMIT, all)
        .within(
            ImmutableMap.of("KUBECONFIG", kubeconfig.toString(), "KUBECACHEDIR", cache.toString()));
  }
}
