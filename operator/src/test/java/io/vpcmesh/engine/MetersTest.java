package io.vpcmesh.engine;

import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.SupervisedCloud;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.MembershipSource;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.runtime.MeasuredCalls;
import io.vpcmesh.telemetry.Metric;
import io.vpcmesh.telemetry.MetricType;
import io.vpcmesh.telemetry.PrometheusMeters;
import io.vpcmesh.telemetry.Scrape;
import io.vpcmesh.topology.Endpoint;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an engine's meters show is what happened. */
class MetersTest {

  private static final String ALLOWED =
      "vpcmesh_aws_allowed_calls_per_second{action=\"CreateService\"}";

  private final TestWorld world = TestWorld.realistic();
  private final PrometheusMeters meters =
      new PrometheusMeters("1.2.3", world.loop::now).leading(() -> true);
  private final Fleet fleet = new Fleet(world);

  MetersTest() {
    world.meters = meters;
    world.credentials =
        cloud -> new SupervisedCloud(cloud, new MeasuredCalls(meters, world.loop::now));
    world.restart();
    meters.watch(answer -> answer.accept(world.engine.figures()));
  }

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void countersEqualWhatWasDone() {
    shop(30);
    fleet.die(1, 5).start(31, 40);
    world.settle().delete("orders").settle();

    Scrape scrape = Scrape.of(meters);

    assertThat(AwsAction.values())
        .allSatisfy(action -> assertThat(calls(scrape, action)).isEqualTo(world.count(action)));
    assertThat(world.count(AwsAction.REGISTER_INSTANCE)).isEqualTo(40);
    assertThat(passes(scrape)).isEqualTo(world.engine.passes());
    assertThat(writes(scrape, "status", "success")).isEqualTo(world.statusWrites.size());
    assertThat(writes(scrape, "release", "success")).isEqualTo(1);
    assertThat(writes(scrape, "journal", "failed")).isZero();
  }

  @Test
  void deploymentsAreCountedOnceByWhatBecameOfThem() {
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world.cloud.faults().set(CallPattern.to(AwsAction.UPDATE_SERVICE), Fault.denied());
    world.endpoint("orders", Specs.endpoint(Specs.ttl("30s"), "10.0.1.4")).settle();
    world.restart().settle();

    Scrape scrape = Scrape.of(meters);

    assertThat(deployments(scrape, "Completed")).isEqualTo(1);
    assertThat(deployments(scrape, "RolledBack")).isEqualTo(1);
    assertThat(deployments(scrape, "Superseded")).isZero();
    assertThat(scrape.value("vpcmesh_rollbacks_total{reason=\"AwsAccessDenied\"}")).isEqualTo(1);
  }

  @Test
  void changesOfMeshesAreCountedBesideThoseOfEndpoints() {
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4")).settle();
    world.cloud.faults().set(CallPattern.to(AwsAction.UPDATE_SERVICE), Fault.denied());

    world.mesh("shop", MeshSpecs.ttl(Specs.mesh(), "30s")).settle();

    Scrape scrape = Scrape.of(meters);
    assertThat(
            scrape.value("vpcmesh_deployments_total{kind=\"ServiceMesh\",result=\"RolledBack\"}"))
        .isEqualTo(1);
    assertThat(scrape.value("vpcmesh_rollbacks_total{reason=\"AwsAccessDenied\"}")).isEqualTo(1);
    assertThat(scrape.value("vpcmesh_endpoints_diverged")).isZero();
  }

  @Test
  void theChangeNearestToBeingTakenBackIsShownUntilItIs() {
    world.mesh("shop", Specs.mesh());
    fleet.start(1, 6);
    world.endpoint("orders", Specs.endpoint()).settle();
    world.endpoint("orders", Specs.endpoint(Specs.ttl("30s"))).run(Duration.ofSeconds(30));
    fleet.ail(1, 2);
    world.run(Duration.ofSeconds(10));

    Scrape during = Scrape.of(meters);
    fleet.ail(3, 3);
    world.settle();
    Scrape after = Scrape.of(meters);

    assertThat(during.value("vpcmesh_deployments_under_way")).isEqualTo(1);
    assertThat(during.value("vpcmesh_deployment_failures")).isEqualTo(2);
    assertThat(during.value("vpcmesh_deployment_failure_threshold")).isEqualTo(3);
    assertThat(during.value("vpcmesh_endpoints_diverged")).isZero();
    assertThat(after.value("vpcmesh_deployments_under_way")).isZero();
    assertThat(after.value("vpcmesh_deployment_failure_threshold")).isZero();
    assertThat(after.value("vpcmesh_endpoints_diverged")).isEqualTo(1);
  }

  private static double deployments(Scrape scrape, String result) {
    return scrape.value(
        "vpcmesh_deployments_total{kind=\"ServiceEndpoint\",result=\"%s\"}".formatted(result));
  }

  @Test
  void resourcesAndInstancesAreSummedUp() {
    shop(30);
    world.endpoint("web", Specs.endpoint("10.0.2.4", "10.0.2.5")).settle();

    Scrape scrape = Scrape.of(meters);

    assertThat(scrape.value("vpcmesh_resources{kind=\"ServiceEndpoint\"}")).isEqualTo(2);
    assertThat(scrape.value("vpcmesh_resources{kind=\"ServiceMesh\"}")).isEqualTo(1);
    assertThat(condition(scrape, "Ready", "True")).isEqualTo(2);
    assertThat(condition(scrape, "Ready", "False")).isZero();
    assertThat(scrape.value("vpcmesh_instances{state=\"desired\"}")).isEqualTo(32);
    assertThat(scrape.value("vpcmesh_instances{state=\"registered\"}")).isEqualTo(32);
    assertThat(scrape.value("vpcmesh_synced")).isEqualTo(1);
    assertThat(scrape.value("vpcmesh_requests_under_way")).isZero();
    assertThat(scrape.value("vpcmesh_keys_waiting")).isZero();
  }

  @Test
  void whatIsGoneIsNotCountedAnyMore() {
    shop(3);

    world.delete("orders").settle();

    Scrape scrape = Scrape.of(meters);
    assertThat(scrape.value("vpcmesh_resources{kind=\"ServiceEndpoint\"}")).isZero();
    assertThat(condition(scrape, "Ready", "True")).isZero();
    assertThat(scrape.value("vpcmesh_instances{state=\"registered\"}")).isZero();
  }

  @Test
  void aClosedGateShows() {
    shop(31);

    fleet.lose(1, 30);
    world.run(Duration.ofMinutes(4));

    Scrape scrape = Scrape.of(meters);
    assertThat(scrape.value("vpcmesh_deletion_gates_closed")).isEqualTo(1);
    assertThat(scrape.value("vpcmesh_deletions_held")).isEqualTo(27);
    assertThat(condition(scrape, "Stalled", "True")).isEqualTo(1);
  }

  @Test
  void failuresShowUntilTheyAreOver() {
    world.cloud.faults().set(CallPattern.to(AwsAction.CREATE_SERVICE), Fault.throttled());
    String series = "vpcmesh_resources_failing{failure=\"throttled\",kind=\"ServiceEndpoint\"}";
    shop(3);
    Scrape during = Scrape.of(meters);

    world.cloud.faults().clear();
    world.settle();

    Scrape after = Scrape.of(meters);
    assertThat(during.value(series)).isEqualTo(1);
    assertThat(after.value(series)).isZero();
    assertThat(sum(after, "vpcmesh_aws_calls_total{action=\"CreateService\",outcome=\"throttled\""))
        .isEqualTo(world.count(AwsAction.CREATE_SERVICE) - 1);
    assertThat(during.value(ALLOWED)).isLessThan(after.value(ALLOWED));
  }

  @Test
  void aQuarantineShows() {
    world.sources.add(new Poison());
    world.restart();
    meters.watch(answer -> answer.accept(world.engine.figures()));
    world.mesh("shop", Specs.mesh()).endpoint("orders", Specs.endpoint("10.0.1.4"));

    world.run(Duration.ofMinutes(1));

    Scrape scrape = Scrape.of(meters);
    assertThat(scrape.value("vpcmesh_keys_quarantined")).isEqualTo(1);
    assertThat(scrape.value("vpcmesh_bugs_total{kind=\"ServiceEndpoint\"}")).isPositive();
  }

  @Test
  void theCatalogueNamesAllThatIsShownAndNothingElse() {
    world.cloud.faults().set(CallPattern.to(AwsAction.CREATE_SERVICE), Fault.throttled());
    shop(3);

    Scrape scrape = Scrape.of(meters);

    assertThat(families(scrape)).isEqualTo(catalogue());
    assertThat(Metric.values())
        .allSatisfy(metric -> {
          assertThat(scrape.types())
              .containsEntry(metric.exposed(), Ascii.toLowerCase(metric.type().name()));
          assertThat(scrape.labels(sample(metric)))
              .containsExactlyInAnyOrderElementsOf(metric.labels());
        });
  }

  private void shop(int instances) {
    world.mesh("shop", Specs.mesh());
    fleet.start(1, instances);
    world.endpoint("orders", Specs.endpoint()).settle();
  }

  private static ImmutableSet<String> families(Scrape scrape) {
    return scrape.types().keySet().stream()
        .filter(name -> name.startsWith("vpcmesh_"))
        .collect(toImmutableSet());
  }

  /** The library adds a gauge to each histogram. */
  private static ImmutableSet<String> catalogue() {
    return Arrays.stream(Metric.values())
        .flatMap(metric ->
            metric.type() == MetricType.HISTOGRAM
                ? Stream.of(metric.exposed(), metric.exposed() + "_max")
                : Stream.of(metric.exposed()))
        .collect(toImmutableSet());
  }

  private static String sample(Metric metric) {
    return metric.exposed() + (metric.type() == MetricType.HISTOGRAM ? "_count" : "");
  }

  private static long calls(Scrape scrape, AwsAction action) {
    return sum(scrape, "vpcmesh_aws_calls_total{action=\"" + action.awsName() + "\"");
  }

  private static long passes(Scrape scrape) {
    return sum(scrape, "vpcmesh_pass_duration_seconds_count{");
  }

  private static long sum(Scrape scrape, String prefix) {
    return scrape.samples().entrySet().stream()
        .filter(sample -> sample.getKey().startsWith(prefix))
        .mapToLong(sample -> sample.getValue().longValue())
        .sum();
  }

  private static double writes(Scrape scrape, String what, String outcome) {
    return scrape.value(
        "vpcmesh_store_writes_total{outcome=\"%s\",record=\"%s\"}".formatted(outcome, what));
  }

  private static double condition(Scrape scrape, String type, String status) {
    return scrape.value(
        "vpcmesh_resource_conditions{kind=\"ServiceEndpoint\",status=\"%s\",type=\"%s\"}"
            .formatted(status, type));
  }

  /** A source that cannot stand any endpoint. */
  private static final class Poison implements MembershipSource {

    @Override
    public boolean covers(EndpointKey key, Endpoint endpoint) {
      return true;
    }

    @Override
    public Membership of(EndpointKey key, Endpoint endpoint) {
      throw new IllegalStateException("cannot happen");
    }
  }
}
