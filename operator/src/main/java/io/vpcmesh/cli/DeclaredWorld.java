package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static com.google.common.collect.ImmutableSortedSet.toImmutableSortedSet;
import static java.util.Comparator.naturalOrder;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcmesh.api.v1alpha1.EndpointAwsStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.kubernetes.ClusterLook;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.standalone.ManifestDirectory;
import io.vpcmesh.standalone.Preview;
import io.vpcmesh.standalone.StateDirectory;
import io.vpcmesh.standalone.StateFiles;
import io.vpcmesh.standalone.directory.Presentation;
import io.vpcmesh.topology.EndpointView;
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
 * @param groups the security groups of ours that endpoints name in their status
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
    try (KubernetesClient client = Clusters.client()) {
      return look(client);
    }
  }

  private static DeclaredWorld look(KubernetesClient client) {
    try {
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
          "the API server %s does not tell its meshes, endpoints and namespaces (%s): name another one with KUBECONFIG, or see what 'kubectl get servicemesh,serviceendpoint,namespace -A' says"
              .formatted(client.getMasterUrl(), Clusters.why(refused)));
    }
  }

  /** The security groups that the instances of an endpoint carry, as far as is known. */
  ImmutableSortedSet<SecurityGroupId> groupsOf(EndpointKey endpoint) {
    ImmutableSortedSet<SecurityGroupId> existing =
        index
            .endpoint(endpoint)
            .flatMap(EndpointView::accepted)
            .map(accepted -> accepted.revision().spec().existingGroups())
            .orElseGet(ImmutableSortedSet::of);
    return existing.isEmpty()
        ? Optional.ofNullable(groups.get(endpoint)).stream()
            .collect(toImmutableSortedSet(naturalOrder()))
        : existing;
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
