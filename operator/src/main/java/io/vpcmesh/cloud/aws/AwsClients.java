package io.vpcmesh.cloud.aws;

import static software.amazon.awssdk.core.client.config.SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION;
import static software.amazon.awssdk.core.client.config.SdkAdvancedClientOption.USER_AGENT_SUFFIX;

import io.vpcmesh.model.Place;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.RoleArn;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Builds clients that make one attempt per call and give up in time. */
final class AwsClients implements AutoCloseable {

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);

  private final AwsConnection connection;
  private final Credentials own;
  private final SdkHttpClient http;
  private final ConcurrentMap<Place, AwsCredentialsProvider> roles = new ConcurrentHashMap<>();
  private final ConcurrentMap<Place, StsClient> askedForRoles = new ConcurrentHashMap<>();

  AwsClients(AwsConnection connection) {
    this.connection = connection;
    this.own = Credentials.of(connection);
    this.http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECTION_TIMEOUT)
            .socketTimeout(connection.timeout())
            .build();
  }

  /**
   * DiscoverInstances goes to {@code data-HOST}, which a plain address or localhost lacks. Only a
   * built client knows its endpoint, since the environment may set it behind our back; so such a
   * client is built anew.
   */
  ServiceDiscoveryClient serviceDiscovery(Place place) {
    ServiceDiscoveryClient client = serviceDiscovery(place, false);
    boolean plain =
        client
            .serviceClientConfiguration()
            .endpointOverride()
            .map(URI::getHost)
            .filter(PlainHost::is)
            .isPresent();
    if (!plain) {
      return client;
    }
    client.close();
    return serviceDiscovery(place, true);
  }

  StsClient sts(Place place) {
    return configure(StsClient.builder(), place, false).build();
  }

  Ec2Client ec2(Place place) {
    return configure(Ec2Client.builder(), place, false).build();
  }

  CloudWatchClient cloudWatch(Place place) {
    return configure(CloudWatchClient.builder(), place, false).build();
  }

  @Override
  public void close() {
    askedForRoles.values().forEach(StsClient::close);
    http.close();
  }

  private ServiceDiscoveryClient serviceDiscovery(Place place, boolean plainHost) {
    return configure(ServiceDiscoveryClient.builder(), place, plainHost).build();
  }

  /**
   * What to sign with at that place. Nothing is signed here without having passed this check, so
   * there is no way around it.
   */
  private AwsCredentialsProvider credentials(Place place) {
    Optional<Problem> objection = connection.reach().objection(place);
    if (objection.isPresent()) {
      return () -> {
        throw NotAssumedException.outOfReach(objection.orElseThrow());
      };
    }
    return place
        .role()
        .map(role -> roles.computeIfAbsent(place, _ -> assumed(role, Place.of(place.region()))))
        .orElse(own);
  }

  private AwsCredentialsProvider assumed(RoleArn role, Place askedAt) {
    return new AssumedRole(askedForRoles.computeIfAbsent(askedAt, this::hastySts), role, askedAt);
  }

  /** Gives up before the call does that waits for it, so that it is STS that is blamed. */
  private StsClient hastySts(Place place) {
    Duration patience = connection.timeout().multipliedBy(3).dividedBy(4);
    return configure(StsClient.builder(), place, false)
        .overrideConfiguration(overrides(false, patience))
        .build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
      B builder, Place place, boolean plainHost) {
    connection.endpoint().ifPresent(builder::endpointOverride);
    return builder
        .region(Region.of(place.region()))
        .credentialsProvider(credentials(place))
        .httpClient(http)
        .overrideConfiguration(overrides(plainHost, connection.timeout()));
  }

  private ClientOverrideConfiguration overrides(boolean plainHost, Duration timeout) {
    return ClientOverrideConfiguration.builder()
        .apiCallTimeout(timeout)
        .apiCallAttemptTimeout(timeout)
        .retryStrategy(AwsRetryStrategy.doNotRetry())
        .putAdvancedOption(USER_AGENT_SUFFIX, "vpcmesh/" + connection.version())
        .putAdvancedOption(DISABLE_HOST_PREFIX_INJECTION, plainHost)
        .build();
  }
}
