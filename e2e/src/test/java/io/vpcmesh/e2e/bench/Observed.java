package io.vpcmesh.e2e.bench;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.e2e.operator.Replica;
import io.vpcmesh.process.Command;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an operator tells of itself, and its virtual machine of it. */
record Observed(Replica replica, HttpClient http) {

  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)\\s*$");
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofSeconds(3);

  /** Bytes of all objects that can be reached: the virtual machine collects before it counts. */
  long liveBytes() throws IOException {
    String histogram =
        Command.of(LIMIT, JCMD, replica.process().pid(), "GC.class_histogram").output();
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IOException("no total in what jcmd said: " + histogram);
    }
    return Long.parseLong(total.group(1));
  }

  /** Waits until it leads and so many endpoints, all that there are, had a pass. */
  void awaitFirstPass(int endpoints) throws IOException {
    Site.await("it tells of itself", () -> replica.address().isPresent());
    Site.await(
        "every endpoint had a pass",
        () -> {
          ImmutableList<String> metrics = metrics();
          return sum(metrics, "vpcmesh_synced") == 1
              && sum(metrics, "vpcmesh_resources{kind=\"ServiceEndpoint\"") == endpoints
              && sum(metrics, "vpcmesh_keys_waiting") == 0;
        });
  }

  /** Waits until it has written nothing to AWS or the API server for some seconds. */
  void awaitQuiet() throws IOException {
    double[] before = {-1, System.nanoTime()};
    Site.await(
        "it writes nothing",
        () -> {
          double written = sum(metrics(), "vpcmesh_store_writes_total");
          if (written != before[0]) {
            before[0] = written;
            before[1] = System.nanoTime();
          }
          return System.nanoTime() - before[1] > QUIET.toNanos();
        });
  }

  private static double sum(ImmutableList<String> metrics, String prefix) {
    return metrics.stream()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private ImmutableList<String> metrics() throws IOException {
    Optional<URI> address = replica.address();
    HttpRequest request =
        HttpRequest.newBuilder(address.orElseThrow().resolve("/metrics")).timeout(LIMIT).build();
    try {
      return http.send(request, BodyHandlers.ofString())
          .body()
          .lines()
          .collect(ImmutableList.toImmutableList());
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", end);
    }
  }
}
