package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Tells the feed which endpoint changed. What is to be done about it is decided by the engine. */
@ControllerConfiguration(
    name = "serviceendpoint",
    informer = @Informer(onUpdateFilter = News.class),
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
final class EndpointReconciler implements Reconciler<RawEndpoint> {

  private final EngineFeed feed;
  private final BiConsumer<Key, HasMetadata> keeper;
  private final Function<EventSourceContext<RawEndpoint>, List<EventSource<?, RawEndpoint>>>
      sources;

  /**
   * @param keeper looks after our part of each resource that changed
   * @param sources what else is to be watched
   */
  EndpointReconciler(
      EngineFeed feed,
      BiConsumer<Key, HasMetadata> keeper,
      Function<EventSourceContext<RawEndpoint>, List<EventSource<?, RawEndpoint>>> sources) {
    this.feed = feed;
    this.keeper = keeper;
    this.sources = sources;
  }

  @Override
  public List<EventSource<?, RawEndpoint>> prepareEventSources(
      EventSourceContext<RawEndpoint> context) {
    return sources.apply(context);
  }

  @Override
  public UpdateControl<RawEndpoint> reconcile(RawEndpoint endpoint, Context<RawEndpoint> context) {
    EndpointKey key = new EndpointKey(Declared.ref(endpoint));
    feed.changed(key);
    keeper.accept(key, endpoint);
    return UpdateControl.noUpdate();
  }
}
