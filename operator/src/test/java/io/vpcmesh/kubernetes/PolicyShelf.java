package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcmesh.model.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The policies of an API server, of which a watch shows those that are marked as ours. */
final class PolicyShelf implements PolicyWrites, Watched<GenericKubernetesResource> {

  /** What was called for. */
  final List<String> calls = new ArrayList<>();

  /** What each call meets, if anything. */
  Optional<KubernetesClientException> trouble = Optional.empty();

  Sight sight = Sight.COMPLETE;
  int looks;

  /** Whether what is written is not seen for now. */
  boolean lagging;

  Consumer<ObjectRef> watcher = ref -> {};
  private final Map<String, GenericKubernetesResource> objects = new TreeMap<>();
  private final Map<String, GenericKubernetesResource> seen = new TreeMap<>();
  private long versions;

  /** Somebody writes an object. */
  void put(GenericKubernetesResource object) {
    object.getMetadata().setResourceVersion("" + ++versions);
    object.getMetadata().setUid("uid-" + versions);
    objects.put(object.getMetadata().getName(), object);
    show(Declared.ref(object));
  }

  /** Somebody takes one away. */
  void remove(ObjectRef ref) {
    objects.remove(ref.name());
    show(ref);
  }

  Optional<GenericKubernetesResource> there(ObjectRef ref) {
    return Optional.ofNullable(objects.get(ref.name()));
  }

  /** The watch catches up. */
  void show(ObjectRef ref) {
    if (lagging) {
      return;
    }
    there(ref)
        .filter(it -> it.getMetadata().getLabels() != null)
        .ifPresentOrElse(it -> seen.put(ref.name(), it), () -> seen.remove(ref.name()));
    watcher.accept(ref);
  }

  @Override
  public Outcome apply(
      PodPolicy policy, HasMetadata endpoint, Optional<GenericKubernetesResource> known) {
    calls.add("apply " + policy.ref());
    trouble.ifPresent(PolicyShelf::raise);
    if (there(policy.ref()).filter(it -> !PodPolicy.isOf(endpoint, it)).isPresent()) {
      return new Outcome.Failed(PolicyTrouble.foreign(policy.ref()));
    }
    put(policy.object(endpoint, Optional.empty()));
    return new Outcome.Done(there(policy.ref()));
  }

  @Override
  public Outcome delete(GenericKubernetesResource there) {
    calls.add("delete " + Declared.ref(there));
    trouble.ifPresent(PolicyShelf::raise);
    remove(Declared.ref(there));
    return new Outcome.Done(Optional.empty());
  }

  private static void raise(KubernetesClientException trouble) {
    throw trouble;
  }

  @Override
  public void look() {
    looks++;
  }

  @Override
  public Sight sight() {
    return sight;
  }

  @Override
  public Optional<GenericKubernetesResource> get(ObjectRef ref) {
    return Optional.ofNullable(seen.get(ref.name()));
  }
}
