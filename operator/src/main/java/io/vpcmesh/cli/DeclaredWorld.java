package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcmesh.api.v1alpha1.EndpointAwsStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.kubernetes.ClusterLook;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.SafeText;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.standalone.ManifestDirectory;
import io.vpcmesh.standalone.Preview;
import io.vpcmesh.standalone.StateDirectory;
import io.vpcmesh.standalone.StateFiles;
import io.vpcmesh.standalone.directory.Presentation;
import io.vpcmesh.topology.Index;
import io.vpcmesh.topology.TopologyEvent;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is declared somewhere, and what was made of it.
 *
 * @param groups the security groups that endpoints name in their status
 * @param isApplied whether anything was made of it, so that AWS can be asked
 * @param state of a daemon, in which a simulated cloud lives
 * @param problems what could not be read, as lines for a person
 */
record DeclaredWorld(
    Index index,
    ImmutableMap<EndpointKey, SecurityGroupId> groups,
    boolean isApplied,
    Optional<StateFiles> state,
    ImmutableList<String> problems) {

  static DeclaredWorld of(StateDirectory state) {
    return new DeclaredWorld(
        index(Presentation.ofRecords(ImmutableList.copyOf(state.resources().readAll()))),
        groups(state.store().load().endpointStatus()),
        true,
        Optional.of(state.files()),
        state.problems());
  }

  static DeclaredWorld of(Path manifests) {
    Preview.Declared declared =
        Preview.read(new ManifestDirectory(manifests), InstantSource.system().instant());
    return new DeclaredWorld(
        index(declared.events()), ImmutableMap.of(), false, Optional.empty(), declared.problems());
  }

  static DeclaredWorld ofCluster() {
    try (KubernetesClient client =
        new KubernetesClientBuilder().withConfig(Clusters.here()).build()) {
      ClusterLook look = ClusterLook.at(client);
      return new DeclaredWorld(
          index(look.events()),
          groups(look.statuses()),
          true,
          Optional.empty(),
          ImmutableList.of());
    } catch (KubernetesClientException refused) {
      throw new CommandFailure(
          ExitCode.FAILED,
          "the cluster of the current context does not answer: %s; check kubectl get servicemesh,serviceendpoint,namespace -A"
              .formatted(SafeText.of(String.valueOf(refused.getMessage()))));
    }
  }

  private static Index index(List<TopologyEvent> events) {
    Index index = new Index();
    events.forEach(index::apply);
    return index;
  }

  private static ImmutableMap<EndpointKey, SecurityGroupId> groups(
      Map<EndpointKey, ServiceEndpointStatus> statuses) {
    return statuses.entrySet().stream()
        .flatMap(entry ->
            Optional.ofNullable(entry.getValue().aws())
                .map(EndpointAwsStatus::securityGroupIds)
                .stream()
                .flatMap(List::stream)
                .limit(1)
                .map(id -> Map.entry(entry.getKey(), new SecurityGroupId(id))))
        .collect(toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
