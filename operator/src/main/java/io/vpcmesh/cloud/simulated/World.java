package io.vpcmesh.cloud.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that exists in the account, and the instant at which the present call sees it. */
final class World {

  private final Settings settings;
  private final RuleBook rules;
  private final Chance chance;
  private final Shelf<NamespaceState> namespaces = new Shelf<>();
  private final Shelf<ServiceState> services = new Shelf<>();
  private final Map<String, Shelf<InstanceState>> instances = new LinkedHashMap<>();
  private final RequestIds requestIds = new RequestIds();
  private Instant now = Instant.EPOCH;
  private Circumstances circumstances = Circumstances.USUAL;

  World(Settings settings, long drawn) {
    this.settings = settings;
    this.rules = new RuleBook(settings.switchedOff());
    this.chance = new Chance(settings.seed(), drawn);
  }

  Settings settings() {
    return settings;
  }

  RuleBook rules() {
    return rules;
  }

  Chance chance() {
    return chance;
  }

  Instant now() {
    return now;
  }

  /** A clock that was set back does not undo what has happened. */
  void moveTo(Instant instant) {
    if (instant.isAfter(now)) {
      now = instant;
    }
  }

  Circumstances circumstances() {
    return circumstances;
  }

  void serveUnder(Circumstances next) {
    circumstances = next;
  }

  /** The instant that an answer with this lag shows. */
  Instant seenWithLag(Duration lag) {
    Duration staleness = circumstances.staleness();
    return now.minus(staleness.compareTo(lag) > 0 ? staleness : lag);
  }

  Instant seenAtOnce() {
    return seenWithLag(Duration.ZERO);
  }

  /** The instant that an answer shows which lags only if the rule is in force. */
  Instant seen(Rule rule, Duration lag) {
    return seenWithLag(rules.keeps(rule) ? lag : Duration.ZERO);
  }

  Shelf<NamespaceState> namespaces() {
    return namespaces;
  }

  Shelf<ServiceState> services() {
    return services;
  }

  Shelf<InstanceState> instances(ServiceState service) {
    return instances.computeIfAbsent(service.id().value(), absent -> new Shelf<>());
  }

  void forgetInstances(ServiceState service) {
    instances.remove(service.id().value());
    requestIds.forget(service.id());
  }

  Stream<ServiceState> servicesOf(NamespaceState namespace) {
    return services.stream().filter(service -> service.namespace().equals(namespace.id()));
  }

  RequestIds requestIds() {
    return requestIds;
  }
}
