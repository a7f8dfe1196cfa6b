package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableList;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.vpcmesh.membership.kubernetes.SliceMembership;
import io.vpcmesh.model.IpAddress;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The addresses of nodes, for pods that are reached by a port of theirs. */
final class NodeSource extends InformerEventSource<Node, RawEndpoint> {

  private static final String INTERNAL = "InternalIP";

  private final SliceMembership pods;

  NodeSource(EventSourceContext<RawEndpoint> context, SliceMembership pods) {
    super(
        InformerEventSourceConfiguration.from(Node.class, RawEndpoint.class)
            .withName("nodes")
            .withSecondaryToPrimaryMapper(_ -> Set.of())
            .withWatchAllNamespaces()
            .withInformerListLimit(KubernetesOperator.PAGE)
            .withItemStore(new NameStore<>(Node::new))
            .build(),
        context);
    this.pods = pods;
  }

  @Override
  public void onAdd(Node node) {
    super.onAdd(node);
    tell(node);
  }

  @Override
  public void onUpdate(Node before, Node node) {
    super.onUpdate(before, node);
    tell(node);
  }

  @Override
  public synchronized void onDelete(Node node, boolean deletedFinalStateUnknown) {
    super.onDelete(node, deletedFinalStateUnknown);
    pods.node(node.getMetadata().getName(), ImmutableList.of());
  }

  private void tell(Node node) {
    pods.node(
        node.getMetadata().getName(),
        addresses(node)
            .filter(address -> INTERNAL.equals(address.getType()))
            .flatMap(address -> ip(address.getAddress()).stream())
            .collect(ImmutableList.toImmutableList()));
  }

  private static Stream<NodeAddress> addresses(Node node) {
    return Optional.ofNullable(node.getStatus()).stream()
        .flatMap(status -> Optional.ofNullable(status.getAddresses()).stream())
        .flatMap(addresses -> addresses.stream());
  }

  private static Optional<IpAddress> ip(String text) {
    try {
      return Optional.of(new IpAddress(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
