package io.vpcmesh.engine;

import com.google.common.base.Splitter;
import io.vpcmesh.engine.Simulation.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Runs plans of many seeds, or one again. Ends with 1 when one of them ended badly.
 *
 * <p>System properties: {@code seeds} and {@code from}; or {@code seed} and {@code keep}; or {@code
 * plan}, a file.
 */
public final class Simulate {

  private static final long EVERY = 1000;
  private static final int MOST_FINDINGS = 10;

  private final AtomicLong done = new AtomicLong();
  private final AtomicLong bad = new AtomicLong();
  private final long begun = System.nanoTime();

  private Simulate() {}

  /** To be run by Maven. */
  public static void main(String[] arguments) {
    Simulate simulate = new Simulate();
    Optional<Plan> one = one();
    if (one.isPresent()) {
      simulate.again(one.orElseThrow());
    } else {
      simulate.all(Long.getLong("from", 1), Long.getLong("seeds", 1000));
    }
    System.exit(simulate.bad.get() == 0 ? 0 : 1);
  }

  private static Optional<Plan> one() {
    String file = System.getProperty("plan", "");
    if (!file.isEmpty()) {
      return Optional.of(Plan.read(Path.of(file)));
    }
    String seed = System.getProperty("seed", "");
    if (seed.isEmpty()) {
      return Optional.empty();
    }
    Plan plan = PlanMaker.of(Long.parseLong(seed));
    String keep = System.getProperty("keep", "");
    return Optional.of(
        keep.isEmpty()
            ? plan
            : plan.keep(Splitter.on(',').splitToStream(keep).map(Integer::valueOf).toList()));
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
    Path file = Path.of("target", "seed-" + plan.seed() + ".json");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, plan.json());
      System.out.println("as data: operator/" + file);
    } catch (IOException unwritable) {
      System.out.println("not written: " + unwritable);
    }
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
