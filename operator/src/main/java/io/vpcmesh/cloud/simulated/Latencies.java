package io.vpcmesh.cloud.simulated;

import java.time.Duration;

/**
 * How late things happen. AWS publishes only the thirty seconds of custom health; the others are
 * what an operator should expect.
 *
 * @param namespaceOperation from CreateNamespace or DeleteNamespace to its effect
 * @param serviceOperation from UpdateService to its effect
 * @param instanceOperation from RegisterInstance or DeregisterInstance to its effect
 * @param listingLag how old the answers of GetInstance and of the listings are
 * @param discoveryLag how old the answers of DiscoverInstances are
 * @param customHealth from UpdateInstanceCustomHealthStatus to its effect
 */
public record Latencies(
    Duration namespaceOperation,
    Duration serviceOperation,
    Duration instanceOperation,
    Duration listingLag,
    Duration discoveryLag,
    Duration customHealth) {

  public static Latencies defaults() {
    return new Latencies(
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(30));
  }

  /** Everything happens at once and every answer is fresh. */
  public static Latencies none() {
    return new Latencies(
        Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  public Latencies withListingLag(Duration next) {
    return new Latencies(
        namespaceOperation, serviceOperation, instanceOperation, next, discoveryLag, customHealth);
  }

  public Latencies withDiscoveryLag(Duration next) {
    return new Latencies(
        namespaceOperation, serviceOperation, instanceOperation, listingLag, next, customHealth);
  }

  public Latencies withInstanceOperation(Duration next) {
    return new Latencies(
        namespaceOperation, serviceOperation, next, listingLag, discoveryLag, customHealth);
  }
}
