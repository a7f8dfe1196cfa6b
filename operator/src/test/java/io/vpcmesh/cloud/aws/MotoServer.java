package io.vpcmesh.cloud.aws;

import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.aws.AwsConnection.AccessKey;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;

/** An AWS of somebody else's making, on this machine, for one test run. */
public final class MotoServer implements AutoCloseable {

  private static final Path LOGS = Path.of(System.getProperty("basedir", "."), "target", "moto");

  private final Process process;
  private final URI endpoint;
  private final IndependentClient client;
  private final HttpClient http = HttpClient.newHttpClient();

  private MotoServer(Process process, URI endpoint, IndependentClient client) {
    this.process = process;
    this.endpoint = endpoint;
    this.client = client;
  }

  /** Starts it; it ends with {@link #close} or, at the latest, with this JVM. */
  static MotoServer start() throws IOException {
    Path python = PythonEnvironment.ready().python();
    Path log = Files.createTempFile(Files.createDirectories(LOGS), "moto-", ".log");
    Process process =
        new ProcessBuilder(
                python.toString(), PythonEnvironment.SCRIPTS.resolve("serve.py").toString())
            .redirectError(Redirect.to(log.toFile()))
            .start();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String address = output.readLine();
    if (address == null) {
      throw new IOException("moto did not start: " + Files.readString(log));
    }
    URI endpoint = URI.create(address);
    return new MotoServer(process, endpoint, IndependentClient.start(python, endpoint, log));
  }

  /** Where it listens. */
  public URI endpoint() {
    return endpoint;
  }

  /** How the SDK reaches it, with keys that open nothing else. */
  public AwsConnection connection() {
    return AwsConnection.ofEnvironment("test")
        .at(endpoint)
        .signedWith(new AccessKey("test", "test"));
  }

  /** What another client finds in it. */
  public IndependentView view(String region) {
    try {
      return client.view(region);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes one more network, besides the one that the examples name. */
  public String network(String region) {
    try (AwsClients clients = new AwsClients(connection());
        Ec2Client ec2 = clients.ec2(Place.of(region))) {
      return ec2.createVpc(vpc -> vpc.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    }
  }

  /** Makes a network interface that carries the group, in one of the subnets that there are. */
  void attach(String region, SecurityGroupId group) {
    try (AwsClients clients = new AwsClients(connection());
        Ec2Client ec2 = clients.ec2(Place.of(region))) {
      String subnet = ec2.describeSubnets().subnets().getFirst().subnetId();
      ec2.createNetworkInterface(made -> made.subnetId(subnet).groups(group.value()));
    }
  }

  /** Makes a prefix list of IPv4. */
  PrefixListId prefixList(String region, int maxEntries, Cidr... entries) {
    try (AwsClients clients = new AwsClients(connection());
        Ec2Client ec2 = clients.ec2(Place.of(region))) {
      return new PrefixListId(
          ec2.createManagedPrefixList(made ->
                  made.prefixListName("callers")
                      .addressFamily("IPv4")
                      .maxEntries(maxEntries)
                      .entries(
                          Arrays.stream(entries)
                              .map(cidr ->
                                  AddPrefixListEntry.builder().cidr(cidr.toString()).build())
                              .toList()))
              .prefixList()
              .prefixListId());
    }
  }

  /** Makes an alarm about a metric, and sets its state. */
  void alarm(String region, Alarm alarm) {
    try (AwsClients clients = new AwsClients(connection());
        CloudWatchClient cloudWatch = clients.cloudWatch(Place.of(region))) {
      cloudWatch.putMetricAlarm(made ->
          made.alarmName(alarm.name())
              .namespace("Shop")
              .metricName("Errors")
              .statistic(Statistic.SUM)
              .period(60)
              .evaluationPeriods(1)
              .threshold(1.0)
              .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
      set(cloudWatch, alarm);
    }
  }

  /** Tries to make an alarm about other alarms. */
  void compositeAlarm(String region, Alarm alarm) {
    try (AwsClients clients = new AwsClients(connection());
        CloudWatchClient cloudWatch = clients.cloudWatch(Place.of(region))) {
      cloudWatch.putCompositeAlarm(
          made -> made.alarmName(alarm.name()).alarmRule("ALARM(\"errors\")"));
      set(cloudWatch, alarm);
    } catch (SdkException e) {
      throw new AssertionError("moto makes no composite alarms", e);
    }
  }

  private static void set(CloudWatchClient cloudWatch, Alarm alarm) {
    cloudWatch.setAlarmState(
        set -> set.alarmName(alarm.name()).stateValue(alarm.state().name()).stateReason("test"));
  }

  /** Forgets everything. */
  public void reset() {
    HttpRequest reset =
        HttpRequest.newBuilder(endpoint.resolve("/moto-api/reset"))
            .POST(BodyPublishers.noBody())
            .build();
    try {
      int status = http.send(reset, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IllegalStateException("moto answered its reset with " + status);
      }
    } catch (IOException e) {
      throw new IllegalStateException("moto at " + endpoint + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while moto was reset", e);
    }
  }

  @Override
  public void close() {
    http.close();
    client.close();
    process.destroy();
  }
}
