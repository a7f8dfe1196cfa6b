package io.vpcmesh.cloud.aws;

import static software.amazon.awssdk.core.client.config.SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION;
import static software.amazon.awssdk.core.client.config.SdkAdvancedClientOption.USER_AGENT_SUFFIX;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Builds clients that make one attempt per call and give up in time. */
final class AwsClients implements AutoCloseable {

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(1);

  private final AwsConnection connection;
  private final Credentials credentials;
  private final SdkHttpClient http;

  AwsClients(AwsConnection connection) {
    this.connection = connection;
    this.credentials = Credentials.of(connection);
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
  ServiceDiscoveryClient serviceDiscovery(String region) {
    ServiceDiscoveryClient client = serviceDiscovery(region, false);
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
    return serviceDiscovery(region, true);
  }

  StsClient sts(String region) {
    return configure(StsClient.builder(), region, false).build();
  }

  @Override
  public void close() {
    http.close();
  }

  private ServiceDiscoveryClient serviceDiscovery(String region, boolean plainHost) {
    return configure(ServiceDiscoveryClient.builder(), region, plainHost).build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configure(
      B builder, String region, boolean plainHost) {
    connection.endpoint().ifPresent(builder::endpointOverride);
    return builder
        .region(Region.of(region))
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(overrides(plainHost));
  }

  private ClientOverrideConfiguration overrides(boolean plainHost) {
    return ClientOverrideConfiguration.builder()
        .apiCallTimeout(connection.timeout())
        .apiCallAttemptTimeout(connection.timeout())
        .retryStrategy(AwsRetryStrategy.doNotRetry())
        .putAdvancedOption(USER_AGENT_SUFFIX, "vpcmesh/" + connection.version())
        .putAdvancedOption(DISABLE_HOST_PREFIX_INJECTION, plainHost)
        .build();
  }
}
