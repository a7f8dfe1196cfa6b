package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpkeepTest {

  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");

  private final Finalizers finalizers = mock();
  private final StatusWriter statuses = mock();
  private final List<Key> lost = new ArrayList<>();

  @Test
  void aFinalizerThatSomebodyTookOffIsPutBack() {
    when(finalizers.isMissing(any(), any())).thenReturn(true);

    upkeep(Fence.open()).hold(ORDERS, seen("5"));

    verify(finalizers).restore(ORDERS, "u1");
  }

  @Test
  void whoDoesNotLeadPutsNothingBack() {
    when(finalizers.isMissing(any(), any())).thenReturn(true);
    when(statuses.isOverwritten(any(), any())).thenReturn(true);
    Upkeep upkeep = upkeep(new Fence(Duration.ofSeconds(10), () -> 0));

    upkeep.look(ORDERS, seen("5"));
    upkeep.look(ORDERS, seen("5"));

    verify(finalizers, never()).restore(any(), any());
    assertThat(lost).isEmpty();
  }

  @Test
  void aStatusThatIsForeignInTwoRoundsIsLost() {
    when(statuses.isOverwritten(any(), any())).thenReturn(true);
    Upkeep upkeep = upkeep(Fence.open());

    upkeep.look(ORDERS, seen("5"));
    assertThat(lost).isEmpty();
    upkeep.look(ORDERS, seen("5"));

    assertThat(lost).containsExactly(ORDERS);
  }

  @Test
  void aStatusThatChangesBetweenTwoRoundsMayBeOurs() {
    when(statuses.isOverwritten(any(), any())).thenReturn(true);
    Upkeep upkeep = upkeep(Fence.open());

    upkeep.look(ORDERS, seen("5"));
    upkeep.look(ORDERS, seen("6"));

    assertThat(lost).isEmpty();
  }

  private Upkeep upkeep(Fence fence) {
    return new Upkeep(fence, finalizers, statuses, lost::add);
  }

  private static RawEndpoint seen(String version) {
    RawEndpoint endpoint = new RawEndpoint();
    endpoint.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders")
            .withUid("u1")
            .withResourceVersion(version)
            .build());
    return endpoint;
  }
}
