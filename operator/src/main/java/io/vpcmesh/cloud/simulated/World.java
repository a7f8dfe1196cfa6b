package io.vpcmesh.cloud.simulated;

import com.google.common.base.Ascii;
import io.vpcmesh.model.NamespaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that exists in the account, and the instant at which the present call sees it. */
final class World {

  private final Settings settings;
  private final RuleBook rules;
  private final Chance chance;
  private final Shelf<NamespaceState> namespaces = new Shelf<>();
  private final Shelf<ServiceState> services =
      new Shelf<>(service -> label(service.namespace(), service.name()), growth -> {});
  private final Map<String, Shelf<InstanceState>> instances = new LinkedHashMap<>();
  private final Map<NamespaceId, Integer> crowds = new HashMap<>();
  private final RequestIds requestIds = new RequestIds();
  private final Ec2State ec2 = new Ec2State();
  private final Shelf<KeptAlarm> alarms = new Shelf<>();
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
    return instances.computeIfAbsent(service.id().value(), absent -> shelfOf(service.namespace()));
  }

  private Shelf<InstanceState> shelfOf(NamespaceId namespace) {
    return new Shelf<>(instance -> "", growth -> crowds.merge(namespace, growth, Integer::sum));
  }

  /** How many instances all services of the namespace have together. */
  int crowd(NamespaceId namespace) {
    return crowds.getOrDefault(namespace, 0);
  }

  void forgetInstances(ServiceState service) {
    instances(service).clear();
    instances.remove(service.id().value());
    requestIds.forget(service.id());
  }

  Stream<ServiceState> servicesOf(NamespaceState namespace) {
    return services.stream().filter(service -> service.namespace().equals(namespace.id()));
  }

  /** The services that are called like this, in whatever case. */
  Stream<ServiceState> namesakes(NamespaceId namespace, String name) {
    return services.labelled(label(namespace, name));
  }

  /** The services that were called like this at that instant, in whatever case. */
  Stream<ServiceState> namesakes(NamespaceId namespace, String name, Instant at) {
    return services.labelled(label(namespace, name), at);
  }

  private static String label(NamespaceId namespace, String name) {
    return namespace + "/" + Ascii.toLowerCase(name);
  }

  RequestIds requestIds() {
    return requestIds;
  }

  Ec2State ec2() {
    return ec2;
  }

  Shelf<KeptAlarm> alarms() {
    return alarms;
  }
}
