package io.vpcmesh.e2e.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.Latencies;
import io.vpcmesh.cloud.simulated.Limits;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.cloud.wire.CloudServer;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.ServiceId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An AWS account in memory, behind AWS's own protocol on this machine. It answers at once and
 * limits nobody; what AWS does later than it answers, it does as late as AWS, but for a namespace.
 */
final class Account implements AutoCloseable {

  static final String REGION = "eu-west-1";

  /** The event that is the first call about an instance, whichever it is. */
  static final String ANY_CALL = "any";

  private final SimulatedCloud cloud;
  private final CloudServer server;
  private final Moments calls = new Moments();
  private final AtomicInteger writes = new AtomicInteger();

  Account() {
    Latencies usual = Latencies.defaults();
    Latencies latencies =
        new Latencies(
            Duration.ZERO,
            usual.serviceOperation(),
            usual.instanceOperation(),
            usual.listingLag(),
            usual.discoveryLag(),
            usual.customHealth());
    Settings settings =
        Settings.defaults()
            .withAccount("123456789012", REGION)
            .withLimits(Limits.unlimited())
            .withLatencies(latencies);
    this.cloud = new SimulatedCloud(settings, Clock.systemUTC());
    cloud.observe(
        new CallObserver() {
          @Override
          public void beforeCall(Call call) {
            noted(call.request());
          }
        });
    this.server = CloudServer.of(cloud);
  }

  private void noted(Call.Request request) {
    request
        .instance()
        .ifPresent(id -> {
          calls.note(ANY_CALL, id);
          calls.note(request.action().awsName(), id);
        });
    if (request.action().mutating()) {
      writes.incrementAndGet();
    }
  }

  URI endpoint() {
    return server.endpoint();
  }

  /** When which call about which instance came first. */
  Moments calls() {
    return calls;
  }

  /** How many calls there were that change something. */
  int writes() {
    return writes.get();
  }

  /** A service that is nobody's, for who has none made. */
  ServiceId service(String name) {
    CloudMap cloudMap = cloud.client("bench").cloudMap(Place.of(REGION));
    OperationId made =
        cloudMap.createHttpNamespace(
            new NamespaceSpec(name, Optional.empty(), "", name, ImmutableMap.of()));
    NamespaceId namespace =
        new NamespaceId(String.valueOf(cloudMap.getOperation(made).targets().get("NAMESPACE")));
    return cloudMap
        .createService(
            new ServiceSpec(
                namespace, name, "", ImmutableList.of(), false, name, ImmutableMap.of()))
        .id();
  }

  @Override
  public void close() {
    server.close();
  }
}
