package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Set;
import java.util.function.Consumer;

/** The namespaces and their labels, by which meshes select members. */
final class NamespaceSource extends InformerEventSource<Namespace, RawMesh> {

  private final Consumer<Namespace> seen;

  NamespaceSource(EventSourceContext<RawMesh> context, Consumer<Namespace> seen) {
    super(
        InformerEventSourceConfiguration.from(Namespace.class, RawMesh.class)
            .withName("namespaces")
            .withSecondaryToPrimaryMapper(_ -> Set.of())
            .withWatchAllNamespaces()
            .withInformerListLimit(KubernetesOperator.PAGE)
            .withItemStore(new SlimStore<>())
            .build(),
        context);
    this.seen = seen;
  }

  @Override
  public void onAdd(Namespace namespace) {
    super.onAdd(namespace);
    seen.accept(namespace);
  }

  @Override
  public void onUpdate(Namespace before, Namespace namespace) {
    super.onUpdate(before, namespace);
    seen.accept(namespace);
  }
}
