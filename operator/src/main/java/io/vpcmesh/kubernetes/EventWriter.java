package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.model.Key;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells as an Event when a resource becomes ready, or why it is not. */
final class EventWriter {

  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int LONGEST_NOTE = 1_024;
  private static final int LONGEST_NAME = 230;

  private final KubernetesClient client;
  private final Function<Key, Optional<? extends HasMetadata>> cache;
  private final String instance;
  private final InstantSource clock;
  private final Map<Key, String> told = new ConcurrentHashMap<>();

  /**
   * @param cache what the informer holds of a resource
   * @param instance name of this replica
   */
  EventWriter(
      KubernetesClient client,
      Function<Key, Optional<? extends HasMetadata>> cache,
      String instance,
      InstantSource clock) {
    this.client = client;
    this.cache = cache;
    this.instance = instance;
    this.clock = clock;
  }

  /** What a predecessor has told. */
  void remember(Key key, List<Condition> conditions) {
    ready(conditions).ifPresent(ready -> told.put(key, gist(ready)));
  }

  void forget(Key key) {
    told.remove(key);
  }

  /** Tells of a change; an Event that cannot be written is no reason to stop. */
  void tell(Key key, List<Condition> conditions) {
    ready(conditions)
        .filter(ready -> !gist(ready).equals(told.put(key, gist(ready))))
        .ifPresent(
            ready -> cache.apply(key).ifPresent(object -> write(key, event(key, object, ready))));
  }

  private void write(Key key, Event event) {
    try {
      client.resource(event).inNamespace(key.ref().namespace()).create();
    } catch (KubernetesClientException failed) {
      LOG.atDebug()
          .addKeyValue("resource", key)
          .addKeyValue("reason", failed.getMessage())
          .log("an event was not written");
    }
  }

  private Event event(Key key, HasMetadata object, Condition ready) {
    Instant now = clock.instant();
    String name = key.ref().name();
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(key.ref().namespace())
        .withName(
            name.substring(0, Math.min(name.length(), LONGEST_NAME))
                + "."
                + Long.toHexString(ChronoUnit.NANOS.between(Instant.EPOCH, now)))
        .endMetadata()
        .withEventTime(new MicroTime(micros(now)))
        .withReportingController("vpcmesh.io/operator")
        .withReportingInstance(instance)
        .withAction("Reconcile")
        .withReason(ready.reason())
        .withType(ready.status() == ConditionStatus.FALSE ? "Warning" : "Normal")
        .withNote(ready.message().substring(0, Math.min(ready.message().length(), LONGEST_NOTE)))
        .withNewRegarding()
        .withApiVersion(object.getApiVersion())
        .withKind(key.kind())
        .withNamespace(key.ref().namespace())
        .withName(name)
        .withUid(object.getMetadata().getUid())
        .endRegarding()
        .build();
  }

  private static String micros(Instant now) {
    return MICROS.format(now);
  }

  private static Optional<Condition> ready(List<Condition> conditions) {
    return conditions.stream().filter(condition -> condition.type().equals("Ready")).findFirst();
  }

  private static String gist(Condition ready) {
    return ready.status() + " " + ready.reason();
  }
}
