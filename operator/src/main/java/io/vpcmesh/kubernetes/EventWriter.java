package io.vpcmesh.kubernetes;

import com.google.common.base.Ascii;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Milestone;
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

/** Tells as an Event when a resource becomes ready, or why it is not, and of its deployments. */
final class EventWriter {

  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int LONGEST_NOTE = 1_024;
  private static final int LONGEST_NAME = 230;

  /** A phase, and seconds since 1970. */
  private static final int LONGEST_STEP = 20;

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
        .ifPresent(ready ->
            cache.apply(key).ifPresent(object -> write(key, event(key, object, ready).build())));
  }

  /**
   * Tells of a step of a deployment under a name that stands for it: whoever tells it once more,
   * for example after a restart, tells nothing new.
   */
  void tell(Key key, Deployment deployment, Milestone milestone) {
    cache
        .apply(key)
        .ifPresent(object ->
            write(
                key,
                event(key, object, milestone)
                    .editMetadata()
                    .withName(name(key, deployment))
                    .endMetadata()
                    .withNewRelated()
                    .withApiVersion(object.getApiVersion())
                    .withKind("MeshDeployment")
                    .withNamespace(key.ref().namespace())
                    .withName(deployment.nameOf(key))
                    .endRelated()
                    .build()));
  }

  private static String name(Key key, Deployment deployment) {
    String record = deployment.nameOf(key);
    return "%s.%s.%x"
        .formatted(
            record.substring(0, Math.min(record.length(), LONGEST_NAME - LONGEST_STEP)),
            Ascii.toLowerCase(deployment.phase().spelled()),
            deployment.phaseSince().getEpochSecond());
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

  private EventBuilder event(Key key, HasMetadata object, Condition ready) {
    boolean bad = ready.status() == ConditionStatus.FALSE;
    return event(key, object, new Milestone(ready.reason(), bad, ready.message()));
  }

  private EventBuilder event(Key key, HasMetadata object, Milestone what) {
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
        .withReason(what.reason())
        .withType(what.bad() ? "Warning" : "Normal")
        .withNote(what.note().substring(0, Math.min(what.note().length(), LONGEST_NOTE)))
        .withNewRegarding()
        .withApiVersion(object.getApiVersion())
        .withKind(key.kind())
        .withNamespace(key.ref().namespace())
        .withName(name)
        .withUid(object.getMetadata().getUid())
        .endRegarding();
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
