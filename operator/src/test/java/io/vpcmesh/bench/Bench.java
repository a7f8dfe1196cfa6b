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
 * {@code bench.json} beside the compiled classes, and fails when a goal is missed. By itself it
 * knows what can be measured without a control plane.
 */
public final class Bench {

  /** All in virtual time. */
  public static final ImmutableList<Scenario> VIRTUAL =
      ImmutableList.of(
          ColdStart.whole(),
          ColdStart.intoNamespace(),
          ColdStart.interrupted(),
          ColdStart.atHalfTheRates(),
          ColdStart.withGroups(),
          ColdStart.withScatteredGroups(),
          ColdStart.withGroupsAtHalfTheRates(),
          new RuleChanges(),
          new OneChange(),
          new IdleHour(),
          new Drift(),
          new IndexChange(),
          EngineChange.plain(),
          EngineChange.withGroups());

  private final PrintStream out;
  private final long start = System.nanoTime();

  private Bench(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) throws IOException, URISyntaxException {
    System.exit(missed(VIRTUAL, besideClassesOf(Bench.class)));
  }

  /** Measures all of these, reports, and tells how many goals were missed. */
  public static int missed(ImmutableList<Scenario> scenarios, Path file) throws IOException {
    Bench bench = new Bench(System.out);
    Results results = bench.measure(scenarios);
    Files.writeString(file, results.json());
    bench.report(results, file);
    return results.missed();
  }

  private Results measure(ImmutableList<Scenario> scenarios) throws IOException {
    double calibration = Calibration.millis();
    out.printf("%d scenarios; calibration %.0f ms%n", scenarios.size(), calibration);
    ImmutableList.Builder<Figure> figures = ImmutableList.builder();
    for (Scenario scenario : scenarios) {
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

  /** Beside the compiled tests of a module, from wherever the program was started. */
  public static Path besideClassesOf(Class<?> program) throws URISyntaxException {
    return Path.of(program.getProtectionDomain().getCodeSource().getLocation().toURI())
        .resolveSibling("bench.json");
  }
}
