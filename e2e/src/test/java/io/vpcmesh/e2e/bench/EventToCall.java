package io.vpcmesh.e2e.bench;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.bench.Figure;
import io.vpcmesh.bench.Figures;
import io.vpcmesh.bench.Goal;
import io.vpcmesh.bench.Progress;
import io.vpcmesh.bench.Scenario;
import io.vpcmesh.e2e.bench.Contender.Sample;
import io.vpcmesh.e2e.plane.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * How long it takes from a new address in an EndpointSlice to its RegisterInstance, beside a bare
 * informer that makes the same call. Both are processes of their own, and take turns.
 */
final class EventToCall implements Scenario {

  private static final String OURS = "call-mesh";
  private static final String BARE = "call-bare";
  private static final int SERVICES = 20;
  private static final int WARM_UP = 200;
  private static final int SAMPLES = 200;
  private static final Duration PAUSE = Duration.ofMillis(40);

  private final Site site;

  EventToCall(Site site) {
    this.site = site;
  }

  @Override
  public String name() {
    return "new address";
  }

  @Override
  public ImmutableList<Figure> measure(Progress progress) throws IOException {
    List<String> services =
        IntStream.range(0, SERVICES).mapToObj("service-%02d"::formatted).toList();
    for (String namespace : List.of(OURS, BARE)) {
      site.makeNamespace(namespace);
    }
    site.apply(Site.mesh(OURS, "Enforce") + Site.endpoints(OURS, services));
    try (Account aws = new Account();
        var operator = site.operator(OURS, site.administrator(OURS), aws, OURS);
        Server bare = bare(aws);
        Contender ours = new Contender(OURS, services, site.client(), aws);
        Contender least = new Contender(BARE, services, site.client(), aws)) {
      Site.await("it watches", () -> bare.lastWords().contains("watching"));
      Site.await("it leads", operator::isLeading);
      ours.awaitFirst();
      least.awaitFirst();
      site.awaitReady(OURS);
      progress.say("warm-up");
      measure(ours, least, WARM_UP);
      progress.say("measured");
      return figures(measure(ours, least, SAMPLES));
    }
  }

  private Server bare(Account aws) throws IOException {
    Path log = Files.createFile(site.log(BARE));
    Server bare =
        new Server(
            "bare informer",
            log,
            ImmutableList.<String>builder()
                .add("env", "KUBECONFIG=" + site.plane().kubeconfig())
                .add(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .addAll(Site.JAVA)
                .add("-cp", System.getProperty("java.class.path"), BareInformer.class.getName())
                .add(aws.endpoint().toString(), aws.service(BARE).value(), BARE)
                .build());
    bare.start();
    return bare;
  }

  private record Pair(Sample ours, Sample bare) {}

  private static List<Pair> measure(Contender ours, Contender bare, int samples)
      throws IOException {
    List<Pair> pairs = new ArrayList<>();
    while (pairs.size() < samples) {
      Sample first = ours.sample();
      LockSupport.parkNanos(PAUSE.toNanos());
      pairs.add(new Pair(first, bare.sample()));
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return pairs;
  }

  private ImmutableList<Figure> figures(List<Pair> pairs) {
    double bare = median(pairs, pair -> pair.bare().toRegistration());
    double ours = median(pairs, pair -> pair.ours().toRegistration());
    double first = median(pairs, pair -> pair.ours().toFirstCall());
    return new Figures(name())
        .add("from event to registration, median / bare informer", ours / bare, Goal.atMost(1.5))
        .tell("from event to first call, median / bare informer", first / bare)
        .tell("from event to first call, median ms", first)
        .tell("from event to registration, median ms", ours)
        .tell("… p90 ms", millis(pairs, 0.9, pair -> pair.ours().toRegistration()))
        .tell("… bare informer, median ms", bare)
        .tell("… bare informer, p90 ms", millis(pairs, 0.9, pair -> pair.bare().toRegistration()))
        .tell(
            "from write to registration, median ms", median(pairs, pair -> pair.ours().fromWrite()))
        .tell("… bare informer, median ms", median(pairs, pair -> pair.bare().fromWrite()))
        .all();
  }

  private static double median(List<Pair> pairs, ToLongFunction<Pair> time) {
    return millis(pairs, 0.5, time);
  }

  private static double millis(List<Pair> pairs, double quantile, ToLongFunction<Pair> time) {
    long[] sorted = pairs.stream().mapToLong(time).sorted().toArray();
    return sorted[(int) (quantile * (sorted.length - 1))] / 1e6;
  }
}
