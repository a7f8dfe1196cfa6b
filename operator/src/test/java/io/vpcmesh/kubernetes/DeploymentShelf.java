package io.vpcmesh.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcmesh.api.v1alpha1.MeshDeploymentStatus;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.engine.codec.DeploymentRecord;
import io.vpcmesh.model.ObjectRef;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The MeshDeployments of an API server. */
final class DeploymentShelf implements DeploymentCalls {

  private static final ObjectMapper JSON = ResourceJson.mapper();

  /** What was asked for since the last look. */
  final List<String> calls = new ArrayList<>();

  /** With which code the next calls are refused, if they are. */
  Optional<Integer> trouble = Optional.empty();

  /** What happens while a call is under way. */
  Runnable meanwhile = () -> {};

  private final Map<String, RawDeployment> objects = new TreeMap<>();

  /** Somebody takes one away. */
  void remove(String name) {
    objects.remove(name);
  }

  /** The names of all. */
  ImmutableList<String> names() {
    return ImmutableList.copyOf(objects.keySet());
  }

  RawDeployment object(String name) {
    return Optional.ofNullable(objects.get(name)).orElseThrow();
  }

  String phase(String name) {
    return object(name).getStatus().path("phase").asText();
  }

  /** What was asked for, and nothing of it again. */
  ImmutableList<String> asked() {
    ImmutableList<String> all = ImmutableList.copyOf(calls);
    calls.clear();
    return all;
  }

  @Override
  public void each(Consumer<RawDeployment> look) {
    objects.values().forEach(look);
  }

  @Override
  public Optional<RawDeployment> get(ObjectRef ref) {
    return Optional.ofNullable(objects.get(ref.name()));
  }

  @Override
  public void create(RawDeployment record) {
    ask("create", record.getMetadata().getName());
    if (objects.containsKey(record.getMetadata().getName())) {
      throw refusal(HttpURLConnection.HTTP_CONFLICT);
    }
    objects.put(record.getMetadata().getName(), record);
  }

  @Override
  public void complete(ObjectRef ref) {
    ask("complete", ref.name());
    Map<String, String> labels = new HashMap<>(there(ref).getMetadata().getLabels());
    labels.put(DeploymentRecord.COMPLETED, "true");
    there(ref).getMetadata().setLabels(labels);
  }

  @Override
  public void status(ObjectRef ref, MeshDeploymentStatus status) {
    ask("status", ref.name());
    there(ref).setStatus(JSON.valueToTree(status));
  }

  @Override
  public void delete(ObjectRef ref) {
    ask("delete", ref.name());
    objects.remove(ref.name());
  }

  private RawDeployment there(ObjectRef ref) {
    return get(ref).orElseThrow(() -> refusal(HttpURLConnection.HTTP_NOT_FOUND));
  }

  private void ask(String what, String name) {
    calls.add(what + " " + name);
    meanwhile.run();
    trouble.ifPresent(code -> {
      throw refusal(code);
    });
  }

  private static KubernetesClientException refusal(int code) {
    return new KubernetesClientException("refused with " + code, code, null);
  }
}
