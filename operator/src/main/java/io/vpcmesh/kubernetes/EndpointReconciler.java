package io.vpcmesh.kubernetes;

import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.vpcmesh.model.EndpointKey;
import java.util.List;
import java.util.function.Function;

/** Tells the feed which endpoint changed. What is to be done about it is decided by the engine. */
@ControllerConfiguration(
    name = "serviceendpoint",
    informer = @Informer(onUpdateFilter = News.class),
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
final class EndpointReconciler implements Reconciler<RawEndpoint> {

  private final EngineFeed feed;
  private final Function<EventSourceContext<RawEndpoint>, List<EventSource<?, RawEndpoint>>>
      sources;

  /**
   * @param sources what else is to be watched
   */
  EndpointReconciler(
      EngineFeed feed,
      Function<EventSourceContext<RawEndpoint>, List<EventSource<?, RawEndpoint>>> sources) {
    this.feed = feed;
    this.sources = sources;
  }

  @Override
  public List<EventSource<?, RawEndpoint>> prepareEventSources(
      EventSourceContext<RawEndpoint> context) {
    return sources.apply(context);
  }

  @Override
  public UpdateControl<RawEndpoint> reconcile(RawEndpoint endpoint, Context<RawEndpoint> context) {
    feed.changed(new EndpointKey(Declared.ref(endpoint)));
    return UpdateControl.noUpdate();
  }
}
