package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;

/** Whether an update says anything to the engine; what it writes itself does not. */
final class News implements OnUpdateFilter<HasMetadata> {

  /** A finalizer of ours that is taken off is put back at once. */
  private static boolean isLetGo(HasMetadata next, HasMetadata before) {
    return before.getMetadata().getFinalizers().contains(Finalizers.NAME)
        && !next.getMetadata().getFinalizers().contains(Finalizers.NAME);
  }

  @Override
  public boolean accept(HasMetadata next, HasMetadata before) {
    ObjectMeta now = next.getMetadata();
    ObjectMeta then = before.getMetadata();
    return !Objects.equals(now.getUid(), then.getUid())
        || !Objects.equals(now.getGeneration(), then.getGeneration())
        || !Objects.equals(now.getAnnotations(), then.getAnnotations())
        || isLetGo(next, before)
        || next.isMarkedForDeletion() != before.isMarkedForDeletion();
  }
}
