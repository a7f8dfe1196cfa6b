package io.vpcmesh.e2e.bench;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.bench.Figure;
import io.vpcmesh.bench.Figures;
import io.vpcmesh.bench.Goal;
import io.vpcmesh.bench.Progress;
import io.vpcmesh.bench.Scenario;
import io.vpcmesh.e2e.operator.Replica;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What ten thousand EndpointSlices cost an operator: heap, and time from its start until every
 * endpoint had a pass. A run is an operator of its own, and is compared with one whose namespace
 * has the same without the slices.
 */
final class SliceHeap implements Scenario {

  private static final int SLICES = 10_000;
  private static final int SERVICES = 1_000;
  private static final int ADDRESSES = 10;
  private static final int WRITERS = 16;
  private static final int GOAL_BYTES = 1_024;

  /** Has a mesh and no slice. */
  private static final String EMPTY = "heap-empty";

  /** Has endpoints and no slice. */
  private static final String DECLARED = "heap-declared";

  private static final String ONE = "heap-one";
  private static final String TEN = "heap-ten";

  private final Site site;

  private record Run(long bytes, double seconds) {}

  SliceHeap(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return "10,000 slices";
  }

  @Override
  public ImmutableList<Figure> measure(Progress progress) throws IOException {
    List<String> services =
        IntStream.range(0, SERVICES).mapToObj("service-%03d"::formatted).toList();
    for (String namespace : List.of(EMPTY, DECLARED, ONE, TEN)) {
      site.makeNamespace(namespace);
    }
    for (String namespace : List.of(EMPTY, ONE, TEN)) {
      site.apply(Site.mesh(namespace, "Observe"));
    }
    site.apply(Site.mesh(DECLARED, "Observe") + Site.endpoints(DECLARED, services));
    progress.say("slices are created");
    create(ONE, services, 1);
    create(TEN, services, ADDRESSES);
    progress.say("operators are measured");
    Run empty = run("heap-1", EMPTY, 0);
    Run one = run("heap-2", ONE, 0);
    Run ten = run("heap-3", TEN, 0);
    Run declared = run("heap-4", DECLARED, SERVICES);
    site.apply(Site.endpoints(TEN, services));
    Run wanted = run("heap-5", TEN, SERVICES);
    Figures figures = new Figures(name()).tell("no slice: seconds", empty.seconds());
    tell(figures, "1 address each", 1, one, empty);
    tell(figures, "10 addresses each", ADDRESSES, ten, empty);
    tell(figures, "10 addresses each, of 1,000 endpoints", ADDRESSES, wanted, declared);
    return figures.tell("1,000 endpoints without a slice: seconds", declared.seconds()).all();
  }

  private static void tell(Figures figures, String which, int addresses, Run with, Run without) {
    double slice = (with.bytes() - without.bytes()) / (double) SLICES;
    figures
        .tell(which + ": bytes per slice", slice)
        .add(which + ": bytes per address", slice / addresses, Goal.atMost(GOAL_BYTES))
        .tell(which + ": seconds to the first complete pass", with.seconds());
  }

  /** An operator that is new to what it watches. */
  private Run run(String own, String watched, int endpoints) throws IOException {
    site.makeNamespace(own);
    try (Account aws = new Account();
        HttpClient http = HttpClient.newHttpClient()) {
      var account = site.administrator(own);
      long start = System.nanoTime();
      try (Replica replica = site.operator(own, account, aws, watched)) {
        Observed observed = new Observed(replica, http);
        observed.awaitFirstPass(endpoints);
        double seconds = (System.nanoTime() - start) / 1e9;
        observed.awaitQuiet();
        return new Run(observed.liveBytes(), seconds);
      }
    }
  }

  /** The slices of a Service follow each other, so that it has as many as any. */
  private void create(String namespace, List<String> services, int addresses) throws IOException {
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> written =
          IntStream.range(0, SLICES)
              .<Future<?>>mapToObj(
                  number -> writers.submit(() -> create(namespace, services, addresses, number)))
              .toList();
      for (Future<?> one : written) {
        one.get();
      }
    } catch (Exception failed) {
      throw new IOException("not all slices were created", failed);
    }
  }

  private void create(String namespace, List<String> services, int addresses, int number) {
    IntStream pods = IntStream.range(number * addresses, (number + 1) * addresses);
    String service = services.get(number % services.size());
    site.client().resource(Pods.slice(namespace, service, number, pods)).create();
  }
}
