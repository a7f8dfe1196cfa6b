package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Tells the feed which mesh changed. What is to be done about it is decided by the engine. */
@ControllerConfiguration(
    name = "servicemesh",
    informer = @Informer(onUpdateFilter = News.class),
    generationAwareEventProcessing = false,
    triggerReconcilerOnAllEvents = true)
final class MeshReconciler implements Reconciler<RawMesh> {

  private final EngineFeed feed;
  private final BiConsumer<Key, HasMetadata> keeper;
  private final Function<EventSourceContext<RawMesh>, List<EventSource<?, RawMesh>>> sources;

  /**
   * @param keeper looks after our part of each resource that changed
   * @param sources what else is to be watched
   */
  MeshReconciler(
      EngineFeed feed,
      BiConsumer<Key, HasMetadata> keeper,
      Function<EventSourceContext<RawMesh>, List<EventSource<?, RawMesh>>> sources) {
    this.feed = feed;
    this.keeper = keeper;
    this.sources = sources;
  }

  @Override
  public List<EventSource<?, RawMesh>> prepareEventSources(EventSourceContext<RawMesh> context) {
    return sources.apply(context);
  }

  @Override
  public UpdateControl<RawMesh> reconcile(RawMesh mesh, Context<RawMesh> context) {
    MeshId key = new MeshId(Declared.ref(mesh));
    feed.changed(key);
    keeper.accept(key, mesh);
    return UpdateControl.noUpdate();
  }
}
