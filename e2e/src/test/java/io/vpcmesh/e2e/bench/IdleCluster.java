package io.vpcmesh.e2e.bench;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.bench.Figure;
import io.vpcmesh.bench.Figures;
import io.vpcmesh.bench.Goal;
import io.vpcmesh.bench.Progress;
import io.vpcmesh.bench.Scenario;
import io.vpcmesh.e2e.operator.Replica;
import io.vpcmesh.e2e.plane.Audit.Request;
import io.vpcmesh.e2e.plane.ServiceAccount;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What an operator writes while nothing happens to what it keeps. It is idle from {@link #begin}
 * on, while other things are measured elsewhere.
 */
final class IdleCluster implements Scenario, AutoCloseable {

  private static final String NAMESPACE = "idle";
  private static final int SERVICES = 20;
  private static final int PODS = 5;
  private static final Duration TIME = Duration.ofMinutes(5);
  private static final Duration TOLD_AFTER_READY = Duration.ofSeconds(10);

  private final Site site;
  private final Account aws;
  private final Replica operator;
  private final ServiceAccount account;
  private final int audited;
  private final int written;
  private final long begun;

  private IdleCluster(Site site, Account aws, Replica operator, ServiceAccount account)
      throws IOException {
    this.site = site;
    this.aws = aws;
    this.operator = operator;
    this.account = account;
    this.audited = site.plane().audit().length();
    this.written = aws.writes();
    this.begun = System.nanoTime();
  }

  /** Declares endpoints with pods and waits until all are ready. */
  static IdleCluster begin(Site site) throws IOException {
    List<String> services =
        IntStream.range(0, SERVICES).mapToObj("service-%02d"::formatted).toList();
    site.makeNamespace(NAMESPACE);
    site.apply(Site.mesh(NAMESPACE, "Enforce") + Site.endpoints(NAMESPACE, services));
    for (int number = 0; number < SERVICES; number++) {
      IntStream pods = IntStream.range(number * PODS, (number + 1) * PODS);
      site.client().resource(Pods.slice(NAMESPACE, services.get(number), number, pods)).create();
    }
    ServiceAccount account = site.administrator(NAMESPACE);
    Account aws = new Account();
    Replica operator = site.operator(NAMESPACE, account, aws, NAMESPACE);
    Site.await("it leads", operator::isLeading);
    site.awaitReady(NAMESPACE);
    LockSupport.parkNanos(TOLD_AFTER_READY.toNanos());
    return new IdleCluster(site, aws, operator, account);
  }

  @Override
  public String name() {
    return "idle cluster";
  }

  @Override
  public ImmutableList<Figure> measure(Progress progress) throws IOException {
    long rest = TIME.toNanos() - (System.nanoTime() - begun);
    progress.say("%d s are left".formatted(Math.max(0, Duration.ofNanos(rest).toSeconds())));
    LockSupport.parkNanos(rest);
    double minutes = (System.nanoTime() - begun) / 60e9;
    ImmutableList<Request> writes =
        site.plane().audit().each(audited, account).stream()
            .filter(Request::isWrite)
            .collect(ImmutableList.toImmutableList());
    Predicate<Request> renewal = request -> request.resource().equals("leases");
    int renewals = (int) writes.stream().filter(renewal).count();
    return new Figures(name())
        .add("writes to AWS", aws.writes() - written, Goal.exactly(0))
        .add(
            "writes to the API server, but for the lease",
            writes.size() - renewals,
            Goal.exactly(0))
        .tell("renewals of the lease a minute", renewals / minutes)
        .tell("minutes", minutes)
        .all();
  }

  @Override
  public void close() {
    operator.close();
    aws.close();
  }
}
