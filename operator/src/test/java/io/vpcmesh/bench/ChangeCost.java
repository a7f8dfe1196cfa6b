package io.vpcmesh.bench;

import com.google.common.math.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a change costs among few and among many. The sizes take turns, so that whatever the machine
 * and the compiler do meets all of them alike.
 */
final class ChangeCost {

  private static final int[] SIZES = {100, 1_000, 10_000};
  private static final Goal FLAT = Goal.atMost(1.1);

  private final Figures figures;
  private final int warmUp;
  private final int measured;

  /**
   * A measurement.
   *
   * @param warmUp changes that do not count, for each size
   * @param measured changes that count, for each size
   */
  ChangeCost(String scenario, int warmUp, int measured) {
    this.figures = new Figures(scenario);
    this.warmUp = warmUp;
    this.measured = measured;
  }

  /** Something that can be changed, of one size. */
  interface Subject {

    /** Makes the next change. */
    void change();

    long viewsBuilt();

    /** Whether it is what a build from scratch leads to. */
    boolean isAsBuiltAnew();
  }

  Figures of(Function<Population, Subject> build, Progress progress) {
    List<Series> all = new ArrayList<>();
    for (int size : SIZES) {
      progress.say("building %,d endpoints".formatted(size));
      all.add(new Series(size, build.apply(new Population(size)), measured));
    }
    progress.say("changing %,d times each".formatted(warmUp + measured));
    for (int turn = 0; turn < warmUp; turn++) {
      all.forEach(one -> one.subject.change());
    }
    all.forEach(Series::begin);
    for (int turn = 0; turn < measured; turn++) {
      int now = turn;
      all.forEach(one -> one.change(now));
    }
    all.forEach(Series::end);
    progress.say("building anew");
    all.forEach(this::tell);
    return compare(all.getFirst(), all.getLast());
  }

  private void tell(Series one) {
    String among = "among %,d".formatted(one.size);
    figures
        .tell("views built " + among, one.views())
        .tell("bytes allocated " + among, one.medianBytes())
        .tell("milliseconds " + among, one.medianNanos() / 1e6)
        .add(
            "differs from a build from scratch " + among,
            one.subject.isAsBuiltAnew() ? 0 : 1,
            Goal.exactly(0));
  }

  private Figures compare(Series few, Series many) {
    return figures
        .add("views, 10,000 : 100", many.views() / few.views(), FLAT)
        .add("bytes, 10,000 : 100", many.medianBytes() / few.medianBytes(), FLAT);
  }

  /** The changes of one subject. */
  private static final class Series {

    private final int size;
    private final Subject subject;
    private final double[] bytes;
    private final double[] nanos;
    private long views;

    Series(int size, Subject subject, int measured) {
      this.size = size;
      this.subject = subject;
      this.bytes = new double[measured];
      this.nanos = new double[measured];
    }

    void begin() {
      views = -subject.viewsBuilt();
    }

    void change(int turn) {
      long start = System.nanoTime();
      bytes[turn] = Allocation.of(subject::change);
      nanos[turn] = System.nanoTime() - start;
    }

    void end() {
      views += subject.viewsBuilt();
    }

    double views() {
      return views / (double) bytes.length;
    }

    double medianBytes() {
      return Quantiles.median().compute(bytes);
    }

    double medianNanos() {
      return Quantiles.median().compute(nanos);
    }
  }
}
