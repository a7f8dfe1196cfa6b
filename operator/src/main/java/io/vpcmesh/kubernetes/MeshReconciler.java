package io.vpcmesh.kubernetes;

import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.vpcmesh.model.MeshId;
import java.util.List;
import java.util.function.Function;

/** Tells the feed which mesh changed. What is to be done about it is decided by the engine. */
@ControllerConfiguration(
    name = "servicemesh",
    informer = @Informer(onUpdateFilter = News.class),
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
final class MeshReconciler implements Reconciler<RawMesh> {

  private final EngineFeed feed;
  private final Function<EventSourceContext<RawMesh>, List<EventSource<?, RawMesh>>> sources;

  /**
   * @param sources what else is to be watched
   */
  MeshReconciler(
      EngineFeed feed,
      Function<EventSourceContext<RawMesh>, List<EventSource<?, RawMesh>>> sources) {
    this.feed = feed;
    this.sources = sources;
  }

  @Override
  public List<EventSource<?, RawMesh>> prepareEventSources(EventSourceContext<RawMesh> context) {
    return sources.apply(context);
  }

  @Override
  public UpdateControl<RawMesh> reconcile(RawMesh mesh, Context<RawMesh> context) {
    feed.changed(new MeshId(Declared.ref(mesh)));
    return UpdateControl.noUpdate();
  }
}
