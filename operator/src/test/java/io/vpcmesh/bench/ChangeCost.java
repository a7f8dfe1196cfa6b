package io.vpcmesh.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.math.Quantiles;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a change costs among few and among many. The sizes take turns, so that whatever the machine
 * and the compiler do meets all of them alike.
 */
final class ChangeCost<S extends ChangeCost.Subject> {

  private static final ImmutableList<Integer> SIZES = ImmutableList.of(100, 1_000, 10_000);
  private static final Goal FLAT = Goal.atMost(1.1);

  private final Figures figures;
  private final Progress progress;
  private final ImmutableList<Sized<S>> subjects;

  private record Sized<S>(int size, S subject) {}

  ChangeCost(Figures figures, Function<Population, S> build, Progress progress) {
    this.figures = figures;
    this.progress = progress;
    this.subjects =
        SIZES.stream()
            .map(size -> new Sized<>(size, build(size, build)))
            .collect(ImmutableList.toImmutableList());
  }

  /** Something of one size that can be changed. */
  interface Subject {

    long viewsBuilt();

    /** Whether it is what a build from scratch leads to. */
    boolean isAsBuiltAnew();
  }

  /**
   * Measures changes of one kind.
   *
   * @param warmUp changes that do not count, for each size
   * @param measured changes that count, for each size
   */
  ChangeCost<S> measure(String kind, int warmUp, int measured, Consumer<S> change) {
    progress.say("%s, %,d times each".formatted(kind, warmUp + measured));
    ImmutableList<Series<S>> all =
        subjects.stream()
            .map(one -> new Series<>(one, measured))
            .collect(ImmutableList.toImmutableList());
    for (int turn = 0; turn < warmUp; turn++) {
      all.forEach(one -> change.accept(one.of.subject()));
    }
    for (int turn = 0; turn < measured; turn++) {
      int now = turn;
      all.forEach(one -> one.take(now, change));
    }
    all.forEach(one -> tell(kind, one));
    compare(kind, all.getFirst(), all.getLast());
    return this;
  }

  /** The figures so far. */
  Figures figures() {
    return figures;
  }

  /** Compares what all changes led to with a build from scratch. */
  Figures compareWithAnew() {
    for (Sized<S> one : subjects) {
      progress.say("%,d endpoints from scratch".formatted(one.size()));
      figures.add(
          "differs from a build from scratch, of %,d".formatted(one.size()),
          one.subject().isAsBuiltAnew() ? 0 : 1,
          Goal.exactly(0));
    }
    return figures;
  }

  private S build(int size, Function<Population, S> build) {
    progress.say("%,d endpoints".formatted(size));
    return build.apply(new Population(size));
  }

  private void tell(String kind, Series<S> one) {
    String of = ", of %,d".formatted(one.of.size());
    figures
        .tell(kind + ": views built" + of, one.meanViews())
        .tell(kind + ": bytes" + of, one.medianBytes())
        .tell(kind + ": milliseconds" + of, one.medianNanos() / 1e6);
  }

  private void compare(String kind, Series<S> few, Series<S> many) {
    figures
        .add(kind + ": views, 10,000 / 100", many.meanViews() / few.meanViews(), FLAT)
        .add(kind + ": bytes, 10,000 / 100", many.medianBytes() / few.medianBytes(), FLAT);
  }

  /** The changes of one subject. */
  private static final class Series<S extends Subject> {

    private final Sized<S> of;
    private final double[] bytes;
    private final double[] nanos;
    private long views;

    Series(Sized<S> of, int measured) {
      this.of = of;
      this.bytes = new double[measured];
      this.nanos = new double[measured];
    }

    void take(int turn, Consumer<S> change) {
      long viewsBefore = of.subject().viewsBuilt();
      long start = System.nanoTime();
      bytes[turn] = Allocation.of(() -> change.accept(of.subject()));
      nanos[turn] = System.nanoTime() - start;
      views += of.subject().viewsBuilt() - viewsBefore;
    }

    double meanViews() {
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
