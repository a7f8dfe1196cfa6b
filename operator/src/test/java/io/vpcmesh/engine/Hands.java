package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.ServiceUpdate;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Somebody else who works on the same account: a person, or another tool. */
final class Hands {

  private final TestWorld world;
  private final CloudMap cloudMap;
  private int requests;

  Hands(TestWorld world) {
    this.world = world;
    this.cloudMap = world.cloud.client("person").cloudMap(Place.of(Specs.REGION));
  }

  /** The tags that this installation puts on what an endpoint owns. */
  static ImmutableMap<String, String> marks(String installation, String owner, String uid) {
    return ImmutableMap.of(
        "vpcmesh.io/installation", installation, "vpcmesh.io/owner", owner, "vpcmesh.io/uid", uid);
  }

  Hands createNamespace(Map<String, String> tags) {
    return createNamespace(tags, "vpc-0a");
  }

  Hands createNamespace(Map<String, String> tags, String vpc) {
    cloudMap.createPrivateDnsNamespace(
        new NamespaceSpec(
            Specs.NAMESPACE, Optional.of(vpc), "by hand", token(), ImmutableMap.copyOf(tags)));
    return pause(Duration.ofMinutes(1));
  }

  Hands createService(String name, Map<String, String> tags, RecordType... records) {
    cloudMap.createService(
        new ServiceSpec(
            namespace().id(),
            name,
            "by hand",
            dns(10, records),
            true,
            token(),
            ImmutableMap.copyOf(tags)));
    return pause(Duration.ofSeconds(5));
  }

  Hands register(String service, String instance, Map<String, String> attributes) {
    cloudMap.registerInstance(
        new Registration(
            service(service).id(),
            new InstanceId(instance),
            token(),
            ImmutableMap.copyOf(attributes)));
    return pause(Duration.ofSeconds(5));
  }

  /** Adds or overwrites one attribute of an instance. */
  Hands edit(String service, String instance, String key, String value) {
    Map<String, String> attributes = new TreeMap<>(instance(service, instance).attributes());
    attributes.put(key, value);
    return register(service, instance, attributes);
  }

  /** Takes one attribute off an instance. */
  Hands strip(String service, String instance, String key) {
    Map<String, String> attributes = new TreeMap<>(instance(service, instance).attributes());
    attributes.remove(key);
    return register(service, instance, attributes);
  }

  Hands deregister(String service, String instance) {
    cloudMap.deregisterInstance(service(service).id(), new InstanceId(instance));
    return pause(Duration.ofSeconds(5));
  }

  Hands setTtl(String service, long seconds, RecordType... records) {
    cloudMap.updateService(
        new ServiceUpdate(service(service).id(), "by hand", dns(seconds, records)));
    return pause(Duration.ofSeconds(5));
  }

  Hands setHealth(String service, String instance, HealthStatus health) {
    cloudMap.updateInstanceCustomHealthStatus(
        service(service).id(), new InstanceId(instance), health);
    return pause(Duration.ofSeconds(35));
  }

  /** With all its instances. */
  Hands deleteService(String service) {
    ServiceId id = service(service).id();
    service(service)
        .instances()
        .forEach(instance -> cloudMap.deregisterInstance(id, instance.id()));
    pause(Duration.ofSeconds(2));
    cloudMap.deleteService(id);
    return this;
  }

  /** With all its services. */
  Hands deleteNamespace() {
    NamespaceId id = namespace().id();
    namespace().services().forEach(service -> deleteService(service.name()));
    cloudMap.deleteNamespace(id);
    return this;
  }

  Hands tag(String service, Map<String, String> tags) {
    cloudMap.tagResource(service(service).arn(), ImmutableMap.copyOf(tags));
    return this;
  }

  /** Takes our marks off a service. */
  Hands unmark(String service) {
    world.cloud.untag(service(service).arn(), Hands.marks("", "", "").keySet());
    return this;
  }

  /** Takes our marks off the namespace. */
  Hands unmarkNamespace() {
    world.cloud.untag(namespace().arn(), Hands.marks("", "", "").keySet());
    return this;
  }

  Hands tagNamespace(Map<String, String> tags) {
    cloudMap.tagResource(namespace().arn(), ImmutableMap.copyOf(tags));
    return this;
  }

  WorldSnapshot.Namespace namespace() {
    return world.snapshot().namespace(Specs.NAMESPACE).orElseThrow();
  }

  WorldSnapshot.Service service(String name) {
    return world.snapshot().service(Specs.NAMESPACE, name).orElseThrow();
  }

  WorldSnapshot.Instance instance(String service, String id) {
    return service(service).instances().stream()
        .filter(instance -> instance.id().value().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private Hands pause(Duration time) {
    world.run(time);
    return this;
  }

  private String token() {
    requests++;
    return "person-" + requests;
  }

  private static ImmutableList<DnsRecord> dns(long ttl, RecordType... records) {
    return ImmutableList.copyOf(records).stream()
        .map(type -> new DnsRecord(type, ttl))
        .collect(ImmutableList.toImmutableList());
  }
}
