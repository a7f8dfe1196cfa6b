package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.engine.EndpointJournal;
import io.vpcmesh.engine.MeshJournal;
import io.vpcmesh.engine.Store.StoreException;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** Whoever does not lead writes nothing to the API server either. */
class KubernetesStoreTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final MeshId SHOP = MeshId.of("shop", "shop");

  private final JournalMaps journals = mock();
  private final Finalizers finalizers = mock();
  private final StatusWriter statuses = mock();
  private final EventWriter events = mock();
  private final DeploymentWriter deployments = mock();
  private final DeploymentEvents steps = mock();
  private final List<RawEndpoint> endpoints = new ArrayList<>();
  private final KubernetesStore store =
      new KubernetesStore(
          new Fence(Duration.ofSeconds(10), () -> 0),
          journals,
          finalizers,
          statuses,
          events,
          deployments,
          steps,
          () -> endpoints.stream(),
          Stream::empty);

  @Test
  void aClosedFenceKeepsEverythingBack() {
    List<ThrowingCallable> writes =
        List.of(
            () -> store.write(ORDERS, EndpointJournal.empty("u1")),
            () -> store.write(SHOP, MeshJournal.empty("u2")),
            () -> store.write(ORDERS, "u1", empty(ServiceEndpointStatus.class)),
            () -> store.write(SHOP, "u2", empty(ServiceMeshStatus.class)),
            () -> store.release(ORDERS),
            () -> store.release(SHOP));

    for (ThrowingCallable write : writes) {
      assertThatThrownBy(write)
          .isInstanceOf(StoreException.class)
          .hasMessage("this replica does not lead (any more): nothing is written");
    }
    verifyNoInteractions(journals, finalizers, statuses, events, deployments, steps);
  }

  @Test
  void theRecordOfAChangeComesBeforeItsJournalAndWhatIsToldOfItAfter() {
    EndpointJournal journal = EndpointJournal.empty("u1");

    leading().write(ORDERS, journal);

    InOrder order = inOrder(finalizers, deployments, journals, steps);
    order.verify(finalizers).add(ORDERS, "u1");
    order.verify(deployments).announce(ORDERS, journal);
    order.verify(journals).write(ORDERS, journal);
    order.verify(deployments).follow(ORDERS, journal);
    order.verify(steps).follow(ORDERS, journal);
  }

  @Test
  void withoutTheRecordNoJournalIsWritten() {
    EndpointJournal journal = EndpointJournal.empty("u1");
    doThrow(new StoreException("refused")).when(deployments).announce(ORDERS, journal);

    assertThatThrownBy(() -> leading().write(ORDERS, journal)).hasMessage("refused");

    verifyNoInteractions(journals);
  }

  @Test
  void whatIsLoadedOfAStatusSaysWhichLifeItIsAbout() {
    when(journals.endpoints()).thenReturn(ImmutableMap.of());
    when(journals.meshes()).thenReturn(ImmutableMap.of());
    when(deployments.recalled()).thenReturn(new RecalledRecords());
    RawEndpoint orders = new RawEndpoint();
    orders.setMetadata(
        new ObjectMetaBuilder().withNamespace("shop").withName("orders").withUid("u1").build());
    endpoints.add(orders);

    assertThat(store.load().lives()).containsExactly(Map.entry(ORDERS, "u1"));
  }

  private KubernetesStore leading() {
    return new KubernetesStore(
        Fence.open(),
        journals,
        finalizers,
        statuses,
        events,
        deployments,
        steps,
        () -> endpoints.stream(),
        Stream::empty);
  }

  private static <S> S empty(Class<S> status) {
    return ResourceJson.mapper().convertValue(Map.of(), status);
  }
}
