package io.vpcmesh.bench;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.bench.Results.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Measures what vpcmesh costs and holds it against the goals: prints progress and a table, writes
 * {@code bench.json} beside the compiled classes, and fails when a goal is missed.
 */
public final class Bench {

  private static final ImmutableList<Scenario> SCENARIOS =
      ImmutableList.of(
          ColdStart.whole(),
          ColdStart.intoNamespace(),
          ColdStart.interrupted(),
          ColdStart.atHalfTheRates(),
          new OneChange(),
          new IdleHour(),
          new Drift(),
          new IndexChange(),
          new EngineChange());

  private final PrintStream out;
  private final long start = System.nanoTime();

  private Bench(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) throws IOException, URISyntaxException {
    Bench bench = new Bench(System.out);
    Results results = bench.measure();
    Path file = file();
    Files.writeString(file, results.json());
    bench.report(results, file);
    System.exit(results.missed() == 0 ? 0 : 1);
  }

  private Results measure() {
    double calibration = Calibration.millis();
    out.printf(
        "%d scenarios in virtual time, a minute or two of processor time; calibration %.0f ms%n",
        SCENARIOS.size(), calibration);
    ImmutableList.Builder<Figure> figures = ImmutableList.builder();
    for (Scenario scenario : SCENARIOS) {
      say(scenario.name());
      figures.addAll(scenario.measure(what -> say(scenario.name() + ": " + what)));
    }
    return new Results(
        new Machine(
            Runtime.version().toString(),
            Runtime.getRuntime().availableProcessors(),
            calibration,
            elapsed().toMillis() / 1e3),
        figures.build());
  }

  private void report(Results results, Path file) {
    out.printf("%n%s%n%n", results.table());
    out.printf("goals missed: %d; all figures: %s%n", results.missed(), file);
  }

  private void say(String what) {
    out.printf("%4d s  %s%n", elapsed().toSeconds(), what);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Beside the compiled tests, from wherever the program was started. */
  private static Path file() throws URISyntaxException {
    return Path.of(Bench.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .resolveSibling("bench.json");
  }
}
