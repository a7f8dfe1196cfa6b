package io.vpcmesh.engine;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.deployment.Changes;
import io.vpcmesh.deployment.Recorded;
import io.vpcmesh.deployment.Rollout;
import io.vpcmesh.deployment.Salvage;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.Revision;
import io.vpcmesh.model.ServiceName;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.topology.DeploymentOverrides;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.EndpointView.Accepted;
import io.vpcmesh.topology.Mesh;
import io.vpcmesh.topology.MeshFacts;
import io.vpcmesh.topology.MeshView;
import io.vpcmesh.topology.Recollection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the records of deployments tell of resources whose journal is lost. Each resource takes up
 * its own when a valid spec of it is seen first: what the records do not speak of is taken from
 * there.
 */
final class Remains {

  private static final Logger LOG = LoggerFactory.getLogger(Remains.class);

  private final ListMultimap<EndpointKey, Recorded<ServiceEndpointSpec>> endpoints =
      ArrayListMultimap.create();
  private final ListMultimap<MeshId, Recorded<ServiceMeshSpec>> meshes = ArrayListMultimap.create();

  /** There are these records, and no journals. */
  void remember(Store.Journals journals) {
    endpoints.putAll(journals.endpointRecords());
    meshes.putAll(journals.meshRecords());
    journals
        .endpointStatus()
        .forEach((key, status) -> warn(key, ran(status), journals.endpoints().containsKey(key)));
    journals
        .meshStatus()
        .forEach((key, status) -> warn(key, ran(status), journals.meshes().containsKey(key)));
  }

  private static boolean ran(ServiceEndpointStatus status) {
    return status.revision() != null && status.revision().running() != null;
  }

  private static boolean ran(ServiceMeshStatus status) {
    return status.revision() != null && status.revision().running() != null;
  }

  /** Of what has neither journal nor records nobody knows more than what is declared. */
  private void warn(Key key, boolean ran, boolean journaled) {
    if (ran && !journaled && !endpoints.containsKey(key) && !meshes.containsKey(key)) {
      LOG.atWarn()
          .addKeyValue("resource", key)
          .addKeyValue("reason", "StateLost")
          .log(
              "its journal is lost, and so are the records of its deployments: what is declared counts as a first deployment");
    }
  }

  /** Has the endpoint go on from what its records tell, if it has not begun otherwise. */
  void recall(EndpointState state, EndpointView view, Instant now) {
    if (!endpoints.containsKey(state.key) || !isDeclared(view.resource(), view.declared())) {
      return;
    }
    List<Recorded<ServiceEndpointSpec>> records = endpoints.removeAll(state.key);
    Accepted<ServiceEndpointSpec, Endpoint> declared = view.declared().orElseThrow();
    Optional<Mesh> mesh = view.mesh().flatMap(MeshFacts::accepted).map(Revision::spec);
    Salvage<ServiceEndpointSpec> salvage =
        new Salvage<>(
            record ->
                record.spec().flatMap(kept -> Recollection.endpoint(kept, record.hash(), declared)),
            DeploymentOverrides.effective(
                declared.revision().spec().deployment(),
                mesh.map(Mesh::deployment).orElse(DeploymentOverrides.NONE)),
            Verb.tokens(view.resource().annotations()),
            now);
    salvage
        .of(view.resource().uid(), records)
        .ifPresent(found -> {
          state.journal = state.journal.recalling(found, begun(state.key, found, mesh));
          state.rollout = found;
          tell(state.key, found);
        });
  }

  /** What a change that is to be taken back had perhaps made. */
  private static ImmutableList<ServiceName> begun(
      EndpointKey key, Rollout<ServiceEndpointSpec> found, Optional<Mesh> mesh) {
    return found
        .underWay()
        .flatMap(_ -> found.changes().change())
        .map(change -> Recollection.names(key, change.target().declared(), mesh))
        .orElseGet(ImmutableList::of);
  }

  /** Has the mesh go on from what its records tell, if it has not begun otherwise. */
  void recall(MeshState state, MeshView view, Instant now) {
    if (!meshes.containsKey(state.key) || !isDeclared(view.resource(), view.declared())) {
      return;
    }
    List<Recorded<ServiceMeshSpec>> records = meshes.removeAll(state.key);
    Accepted<ServiceMeshSpec, Mesh> declared = view.declared().orElseThrow();
    Salvage<ServiceMeshSpec> salvage =
        new Salvage<>(
            record ->
                record.spec().flatMap(kept -> Recollection.mesh(kept, record.hash(), declared)),
            DeploymentOverrides.effective(
                DeploymentOverrides.NONE, declared.revision().spec().deployment()),
            Verb.tokens(view.resource().annotations()),
            now);
    salvage
        .of(view.resource().uid(), records)
        .ifPresent(found -> {
          state.journal = state.journal.recalling(found);
          state.rollout = found;
          tell(state.key, found);
        });
  }

  private static boolean isDeclared(Resource<?> resource, Optional<?> declared) {
    return !resource.deleting() && declared.isPresent();
  }

  private static void tell(Key key, Rollout<?> found) {
    String what =
        found
            .running()
            .map(Snapshot::number)
            .map("revision %d runs"::formatted)
            .orElse("which revision runs is not known");
    LOG.atWarn()
        .addKeyValue("resource", key)
        .addKeyValue("reason", "StateLost")
        .addKeyValue("deployment", found.underWay().map(it -> it.nameOf(key)).orElse("none"))
        .addKeyValue(
            "quarantined",
            found.changes().quarantine().stream().map(Changes.Quarantined::revision).toList())
        .log("its journal is lost; as the records of its deployments tell, " + what);
  }
}
