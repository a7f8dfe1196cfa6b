package io.vpcmesh.cloud.aws;

import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.Sts;
import io.vpcmesh.model.Place;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.sts.StsClient;

/** AWS, or what listens at an endpoint: one client for each service and place until closed. */
public final class AwsCloud implements Cloud, AutoCloseable {

  private final AwsClients clients;
  private final Duration timeout;
  private final ConcurrentMap<Place, ServiceDiscoveryClient> serviceDiscovery =
      new ConcurrentHashMap<>();
  private final ConcurrentMap<Place, StsClient> sts = new ConcurrentHashMap<>();
  private final ConcurrentMap<Place, Ec2Client> ec2 = new ConcurrentHashMap<>();
  private final ConcurrentMap<Place, CloudWatchClient> cloudWatch = new ConcurrentHashMap<>();

  public AwsCloud(AwsConnection connection) {
    this.clients = new AwsClients(connection);
    this.timeout = connection.timeout();
  }

  @Override
  public CloudMap cloudMap(Place place) {
    return new SdkCloudMap(
        serviceDiscovery.computeIfAbsent(place, clients::serviceDiscovery), timeout);
  }

  @Override
  public Sts sts(Place place) {
    return new SdkSts(sts.computeIfAbsent(place, clients::sts), timeout);
  }

  @Override
  public Ec2 ec2(Place place) {
    return new SdkEc2(ec2.computeIfAbsent(place, clients::ec2), timeout);
  }

  @Override
  public CloudWatch cloudWatch(Place place) {
    return new SdkCloudWatch(cloudWatch.computeIfAbsent(place, clients::cloudWatch), timeout);
  }

  @Override
  public void close() {
    serviceDiscovery.values().forEach(ServiceDiscoveryClient::close);
    sts.values().forEach(StsClient::close);
    ec2.values().forEach(Ec2Client::close);
    cloudWatch.values().forEach(CloudWatchClient::close);
    clients.close();
  }
}
