package io.vpcmesh.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusMetersTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  private final AtomicBoolean leading = new AtomicBoolean();
  private final PrometheusMeters meters =
      new PrometheusMeters("1.2.3", InstantSource.fixed(NOW)).leading(leading::get);

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void callsAreCountedByActionAndOutcome() {
    meters.called(AwsAction.GET_SERVICE, CallOutcome.SUCCESS, Duration.ofMillis(30));
    meters.called(AwsAction.GET_SERVICE, CallOutcome.SUCCESS, Duration.ofMillis(300));
    meters.called(AwsAction.GET_SERVICE, CallOutcome.THROTTLED, Duration.ofMillis(3));

    Scrape scrape = Scrape.of(meters);

    assertThat(scrape.value("vpcmesh_aws_calls_total{action=\"GetService\",outcome=\"success\"}"))
        .isEqualTo(2);
    assertThat(scrape.value("vpcmesh_aws_calls_total{action=\"GetService\",outcome=\"throttled\"}"))
        .isEqualTo(1);
    assertThat(scrape.value("vpcmesh_aws_calls_total{action=\"GetService\",outcome=\"denied\"}"))
        .isZero();
  }

  @Test
  void callsAreTimed() {
    meters.called(AwsAction.GET_SERVICE, CallOutcome.SUCCESS, Duration.ofMillis(30));
    meters.called(AwsAction.GET_SERVICE, CallOutcome.DENIED, Duration.ofMillis(300));

    Scrape scrape = Scrape.of(meters);

    String name = "vpcmesh_aws_call_duration_seconds";
    assertThat(scrape.types()).containsEntry(name, "histogram");
    assertThat(scrape.value(name + "_count{action=\"GetService\"}")).isEqualTo(2);
    assertThat(scrape.value(name + "_sum{action=\"GetService\"}")).isEqualTo(0.33);
    assertThat(scrape.value(name + "_bucket{action=\"GetService\",le=\"0.025\"}")).isZero();
    assertThat(scrape.value(name + "_bucket{action=\"GetService\",le=\"0.05\"}")).isEqualTo(1);
    assertThat(scrape.value(name + "_bucket{action=\"GetService\",le=\"+Inf\"}")).isEqualTo(2);
  }

  @Test
  void theLastSuccessIsNotKnownBeforeTheFirst() {
    String name = "vpcmesh_aws_last_success_timestamp_seconds";
    meters.called(AwsAction.GET_SERVICE, CallOutcome.DENIED, Duration.ofMillis(3));
    double before = Scrape.of(meters).value(name);

    meters.called(AwsAction.GET_SERVICE, CallOutcome.SUCCESS, Duration.ofMillis(3));

    assertThat(before).isNaN();
    assertThat(Scrape.of(meters).value(name)).isEqualTo(1.8e9);
  }

  @Test
  void passesBugsAndWritesAreCountedByTheirKinds() {
    meters.passed(MeshId.of("shop", "shop"), Duration.ofNanos(200_000));
    meters.passed(EndpointKey.of("shop", "web"), Duration.ofMillis(2));
    meters.passed(EndpointKey.of("shop", "web"), Duration.ofMillis(2));
    meters.metBug(EndpointKey.of("shop", "web"));
    meters.wrote(Writing.STATUS, Writing.Outcome.STALE, Duration.ofMillis(7));

    Scrape scrape = Scrape.of(meters);

    assertThat(scrape.value("vpcmesh_pass_duration_seconds_count{kind=\"ServiceMesh\"}"))
        .isEqualTo(1);
    assertThat(scrape.value("vpcmesh_pass_duration_seconds_sum{kind=\"ServiceEndpoint\"}"))
        .isEqualTo(0.004);
    assertThat(scrape.value("vpcmesh_bugs_total{kind=\"ServiceEndpoint\"}")).isEqualTo(1);
    assertThat(scrape.value("vpcmesh_bugs_total{kind=\"ServiceMesh\"}")).isZero();
    assertThat(scrape.value("vpcmesh_store_writes_total{outcome=\"stale\",record=\"status\"}"))
        .isEqualTo(1);
  }

  @Test
  void whetherThisProcessLeadsIsAskedEachTime() {
    double before = Scrape.of(meters).value("vpcmesh_leader");

    leading.set(true);

    assertThat(before).isZero();
    assertThat(Scrape.of(meters).value("vpcmesh_leader")).isEqualTo(1);
  }

  @Test
  void theVersionIsALabel() {
    assertThat(Scrape.of(meters).value("vpcmesh_build_info{version=\"1.2.3\"}")).isEqualTo(1);
  }

  @Test
  void aLoopThatDoesNotAnswerHidesNothingElse() {
    meters.watch(answer -> {});

    Scrape scrape = Scrape.of(meters);

    assertThat(scrape.value("vpcmesh_synced")).isZero();
    assertThat(scrape.find("jvm_threads_live_threads")).isPresent();
  }

  @Test
  void theFormatIsTheOneThatIsAskedFor() {
    Exposition plain = meters.scrape("*/*");
    Exposition open =
        meters.scrape("application/openmetrics-text;version=1.0.0;q=0.6,text/plain;q=0.3");

    assertThat(plain.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(open.contentType())
        .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(text(plain)).doesNotContain("# EOF");
    assertThat(text(open)).endsWith("# EOF\n");
  }

  private static String text(Exposition page) {
    return new String(page.body(), StandardCharsets.UTF_8);
  }
}
