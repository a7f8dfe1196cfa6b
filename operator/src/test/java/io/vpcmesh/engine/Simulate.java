package io.vpcmesh.engine;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.engine.SimulateRequest.Refused;
import io.vpcmesh.engine.Simulation.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Runs plans of many seeds, or one again. Ends with 1 when one of them ended badly, and with 2 when
 * a property is wrong.
 *
 * <p>System properties: {@code seeds} and {@code from}; or {@code seed} and {@code keep}; or {@code
 * plan}, a file; and {@code trace}, which is true or false.
 */
public final class Simulate {

  private static final long EVERY = 1000;

  /** More are not made smaller, which takes its time. */
  private static final int MOST_FINDINGS = 40;

  private static final int WRONG = 2;

  /** Where make runs; Maven runs this in the module. */
  private static final Path ROOT = Path.of("..");

  private static final ImmutableMap<String, String> DEFAULTS =
      ImmutableMap.of("SEEDS", "1000", "FROM", "1");

  private final AtomicLong done = new AtomicLong();
  private final AtomicLong bad = new AtomicLong();
  private final long begun = System.nanoTime();

  private Simulate() {}

  /** To be run by Maven. */
  public static void main(String[] arguments) {
    Simulate simulate = new Simulate();
    try {
      switch (SimulateRequest.of(Simulate::variable, ROOT)) {
        case SimulateRequest.One(Plan plan) -> simulate.again(plan);
        case SimulateRequest.Many(long from, long seeds) -> simulate.all(from, seeds);
      }
    } catch (Refused wrong) {
      System.err.println(wrong.getMessage());
      System.exit(WRONG);
    }
    System.exit(simulate.bad.get() == 0 ? 0 : 1);
  }

  private static String variable(String name) {
    return System.getProperty(Ascii.toLowerCase(name), DEFAULTS.getOrDefault(name, ""));
  }

  private void again(Plan plan) {
    System.out.println(plan.words(IntStream.range(0, plan.size()).boxed().toList()));
    Verdict verdict = Simulation.of(plan);
    verdict.failures().forEach(System.out::println);
    System.out.printf(
        "%s: %d calls in %s of virtual time, log %s%n",
        verdict.isGood() ? "good" : "BAD", verdict.calls(), verdict.virtual(), verdict.log());
    bad.addAndGet(verdict.isGood() ? 0 : 1);
    save(plan);
  }

  private void all(long from, long seeds) {
    LongStream.range(from, from + seeds).parallel().forEach(this::run);
    progress();
  }

  private void run(long seed) {
    Plan plan = PlanMaker.of(seed);
    Verdict verdict = Simulation.of(plan);
    if (!verdict.isGood()) {
      if (bad.incrementAndGet() <= MOST_FINDINGS) {
        report(Finding.of(plan, verdict));
      } else {
        System.out.printf("seed %d ends badly, too: make simulate SEED=%<d%n", seed);
      }
    }
    if (done.incrementAndGet() % EVERY == 0) {
      progress();
    }
  }

  private static synchronized void report(Finding finding) {
    System.out.println(finding);
    save(finding.plan());
  }

  private static void save(Plan plan) {
    String name = file(plan);
    Path file = ROOT.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, plan.json());
      System.out.println("as data: " + name);
    } catch (IOException unwritable) {
      System.out.println("not written: " + unwritable);
    }
  }

  /** Where its data go, as PLAN= takes it. */
  static String file(Plan plan) {
    return "operator/target/seed-%d.json".formatted(plan.seed());
  }

  private void progress() {
    double seconds = (System.nanoTime() - begun) / 1e9;
    System.out.printf("%d seeds, %.0f/s, %d bad%n", done.get(), done.get() / seconds, bad.get());
  }

  /** The plans of these seeds that end badly, as small as they get. */
  static List<Finding> findings(long from, long seeds) {
    return LongStream.range(from, from + seeds)
        .parallel()
        .mapToObj(PlanMaker::of)
        .flatMap(plan -> {
          Verdict verdict = Simulation.of(plan);
          return verdict.isGood() ? Stream.<Finding>of() : Stream.of(Finding.of(plan, verdict));
        })
        .toList();
  }
}
