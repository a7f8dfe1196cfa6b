package io.vpcmesh.kubernetes;

import static io.vpcmesh.engine.codec.Journaled.deployment;
import static io.vpcmesh.engine.codec.Journaled.tripped;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.codec.Journaled;
import io.vpcmesh.model.EndpointKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What is told of deployments as Events. */
class DeploymentEventsTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final Instant SOON = Instant.parse("2026-07-01T10:02:00Z");

  private final List<Event> told = new ArrayList<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private boolean busy;
  private Instant now = SOON;
  private DeploymentEvents events = events(Fence.open());

  private DeploymentEvents events(Fence fence) {
    KubernetesClient client = mock(RETURNS_DEEP_STUBS);
    NamespaceableResource<Event> taken = mock(RETURNS_DEEP_STUBS);
    when(client.resource(any(Event.class)))
        .thenAnswer(asked -> {
          told.add(asked.getArgument(0));
          return taken;
        });
    RawEndpoint endpoint = new RawEndpoint();
    endpoint.setMetadata(new ObjectMetaBuilder().withName("orders").withUid("uid-orders").build());
    return new DeploymentEvents(
        new EventWriter(client, _ -> Optional.of(endpoint), "me", () -> now),
        fence,
        work -> {
          if (busy) {
            later.add(work);
          } else {
            work.run();
          }
        },
        () -> now);
  }

  @Test
  void eachStepIsToldOnceHoweverOftenItIsJournaled() {
    events.follow(ORDERS, changing(deployment(2, Phase.PENDING)));
    events.follow(ORDERS, changing(deployment(2, Phase.PROVISIONING)));
    events.follow(ORDERS, changing(deployment(2, Phase.PROVISIONING)));
    events.follow(ORDERS, changing(deployment(2, Phase.BAKING)));
    events.catchUp();
    events.follow(ORDERS, changing(deployment(2, Phase.COMPLETED)));

    assertThat(told)
        .extracting(Event::getReason)
        .containsExactly("DeploymentStarted", "DeploymentBaking", "DeploymentCompleted");
    assertThat(told).extracting(Event::getType).containsOnly("Normal");
  }

  @Test
  void aStepThatIsOverBeforeItWasToldIsToldAllTheSame() {
    busy = true;

    events.follow(ORDERS, changing(deployment(2, Phase.PROVISIONING)));
    events.follow(ORDERS, changing(deployment(2, Phase.BAKING)));
    later.forEach(Runnable::run);

    assertThat(told)
        .extracting(Event::getReason)
        .containsExactly("DeploymentStarted", "DeploymentBaking");
  }

  @Test
  void anEventIsAboutTheEndpointAndNamesTheRecord() {
    events.follow(ORDERS, changing(tripped(2, Phase.ROLLED_BACK)));

    Event event = told.getFirst();
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getNote()).isEqualTo("revision 2: it was taken back: 2 of 4 are lost");
    assertThat(event.getRegarding().getKind()).isEqualTo("ServiceEndpoint");
    assertThat(event.getRegarding().getUid()).isEqualTo("uid-orders");
    assertThat(event.getRelated().getKind()).isEqualTo("MeshDeployment");
    assertThat(event.getRelated().getName()).isEqualTo("e-orders-2-abcde");
    assertThat(event.getMetadata().getName()).matches("e-orders-2-abcde\\.rolledback\\.[0-9a-f]+");
  }

  @Test
  void whatACrashMayHaveKeptBackIsToldUnderTheSameName() {
    EndpointJournal journal = changing(tripped(2, Phase.TRIPPED));
    events.follow(ORDERS, journal);

    events = events(Fence.open());
    events.remember(Map.of(ORDERS, journal));
    events.catchUp();

    assertThat(told).extracting(Event::getReason).containsOnly("DeploymentTripped").hasSize(2);
    assertThat(told)
        .extracting(event -> event.getMetadata().getName())
        .containsOnly(first().getMetadata().getName());
  }

  @Test
  void whatIsLongPastIsNotToldAfterARestart() {
    now = SOON.plus(Duration.ofHours(1));

    events.remember(Map.of(ORDERS, changing(tripped(2, Phase.ROLLED_BACK))));
    events.catchUp();

    assertThat(told).isEmpty();
  }

  @Test
  void theEndOfAFormerChangeIsToldBesideTheBeginOfTheNext() {
    events.follow(
        ORDERS,
        Journaled.nothing()
            .running(1)
            .past(deployment(2, Phase.SUPERSEDED))
            .change(deployment(3, Phase.PROVISIONING))
            .journal());

    assertThat(told)
        .extracting(Event::getReason)
        .containsExactly("DeploymentSuperseded", "DeploymentStarted");
  }

  @Test
  void whoDoesNotLeadTellsNothing() {
    events = events(new Fence(Duration.ofSeconds(10), () -> 0));

    events.follow(ORDERS, changing(deployment(2, Phase.BAKING)));

    assertThat(told).isEmpty();
  }

  private Event first() {
    return told.getFirst();
  }

  private static EndpointJournal changing(Deployment change) {
    return Journaled.nothing().running(1).change(change).journal();
  }
}
