package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.vpcmesh.membership.kubernetes.SliceMembership;
import io.vpcmesh.membership.kubernetes.SliceReader;
import java.util.Set;

/**
 * The EndpointSlices. What they say goes to the membership; the cache of the informer keeps their
 * names alone.
 */
final class SliceSource extends InformerEventSource<EndpointSlice, RawEndpoint> {

  private final SliceMembership pods;
  private final SliceReader reader = new SliceReader();

  private SliceSource(
      EventSourceContext<RawEndpoint> context, SliceMembership pods, String namespace) {
    super(
        InformerEventSourceConfiguration.from(EndpointSlice.class, RawEndpoint.class)
            .withName("endpointslices of " + namespace)
            .withSecondaryToPrimaryMapper(_ -> Set.of())
            .withNamespaces(namespace)
            .withInformerListLimit(KubernetesOperator.PAGE)
            .withItemStore(new NameStore<>(EndpointSlice::new))
            .build(),
        context);
    this.pods = pods;
  }

  /**
   * A source for each of these namespaces, or one for all if there are none. The informers of one
   * source share its store, and each of them takes out of it what its own list lacks.
   */
  static ImmutableList<SliceSource> each(
      EventSourceContext<RawEndpoint> context, SliceMembership pods, Set<String> namespaces) {
    return (namespaces.isEmpty() ? ImmutableSet.of(Constants.WATCH_ALL_NAMESPACES) : namespaces)
        .stream()
            .map(namespace -> new SliceSource(context, pods, namespace))
            .collect(ImmutableList.toImmutableList());
  }

  @Override
  public void onAdd(EndpointSlice slice) {
    super.onAdd(slice);
    tell(slice);
  }

  @Override
  public void onUpdate(EndpointSlice before, EndpointSlice slice) {
    super.onUpdate(before, slice);
    tell(slice);
  }

  /** A slice that a list lacks was not seen to go. */
  @Override
  public synchronized void onDelete(EndpointSlice slice, boolean deletedFinalStateUnknown) {
    super.onDelete(slice, deletedFinalStateUnknown);
    pods.gone(Declared.ref(slice), !deletedFinalStateUnknown);
  }

  private void tell(EndpointSlice slice) {
    reader.read(slice).ifPresentOrElse(pods::seen, () -> pods.gone(Declared.ref(slice), true));
  }
}
