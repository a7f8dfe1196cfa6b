package io.vpcmesh.e2e.gitops;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshStatus;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import io.vpcmesh.status.EndpointFindings;
import io.vpcmesh.status.EndpointReport;
import io.vpcmesh.status.MeshFindings;
import io.vpcmesh.status.MeshReport;
import io.vpcmesh.topology.Callers;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.LostNames;
import io.vpcmesh.topology.MeshView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/** Objects with the status that the operator gives them. */
final class Reported {

  private static final ObjectMapper JSON = ResourceJson.mapper();
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final ObjectRef REF = new ObjectRef("shop", "orders");
  private static final long GENERATION = 3;

  private Reported() {}

  static ObjectNode endpoint(EndpointFindings findings) {
    return object(endpointResource(), report(endpointResource(), findings));
  }

  /** One whose declaration can be compared with what runs. */
  static ObjectNode declaredEndpoint(EndpointFindings findings) {
    EndpointView nothing = view(serverResource());
    EndpointView held = nothing.holding(declared());
    boolean withdrawn =
        findings.course().filter(course -> course.rollout().isWithdrawn()).isPresent();
    EndpointView view =
        new EndpointView(
            held.resource(),
            held.accepted(),
            withdrawn ? nothing.stance() : held.stance(),
            held.problems(),
            held.conflict(),
            held.lost(),
            held.mesh(),
            held.admission(),
            held.callers(),
            held.others());
    return object(
        serverResource(),
        EndpointReport.of(view, findings, read("{}", ServiceEndpointStatus.class), NOW));
  }

  /** The declaration of that endpoint, as revision 8. */
  static Snapshot<ServiceEndpointSpec> declared() {
    ServiceEndpointSpec spec = serverResource().spec();
    Snapshot<ServiceEndpointSpec> unhashed = new Snapshot<>(8, "", GENERATION, spec);
    String hash =
        view(serverResource()).holding(unhashed).accepted().orElseThrow().revision().hash();
    return new Snapshot<>(8, hash, GENERATION, spec);
  }

  static ObjectNode deletedEndpoint(EndpointFindings findings) {
    Resource<?> deleted = endpointResource().deletionRequested();
    return object(deleted, report(endpointResource().deletionRequested(), findings));
  }

  static ObjectNode orphanedEndpoint(EndpointFindings findings) {
    Resource<ServiceEndpointSpec> orphaned =
        endpointResource()
            .annotated(ImmutableMap.of(EndpointReport.ORPHANED, "2026-01-01T00:00:00Z"));
    return object(orphaned, report(orphaned, findings));
  }

  static ObjectNode mesh(MeshFindings findings) {
    return object(meshResource(), report(meshResource(), findings));
  }

  static ObjectNode deletedMesh(MeshFindings findings) {
    Resource<ServiceMeshSpec> deleted = meshResource().deletionRequested();
    return object(deleted, report(deleted, findings));
  }

  static ImmutableList<Problem> problem(Reason reason) {
    return ImmutableList.of(new Problem(reason, "what is wrong, and the way out"));
  }

  private static Resource<ServiceEndpointSpec> endpointResource() {
    return resource(
        "{\"meshRef\": {\"name\": \"shop\"}, \"ports\": []}", ServiceEndpointSpec.class);
  }

  private static Resource<ServiceEndpointSpec> serverResource() {
    return resource(
        """
        {"meshRef": {"name": "shop"},
         "ports": [{"name": "http", "port": 80, "targetPort": 8080, "protocol": "Http"}],
         "backend": {"static": {"addresses": [{"ip": "10.0.1.4"}]}}}
        """,
        ServiceEndpointSpec.class);
  }

  private static Resource<ServiceMeshSpec> meshResource() {
    return resource(
        """
        {"aws": {"region": "eu-west-1", "vpcs": [{"id": "vpc-0a1b2c3d", "primary": true}]},
         "namespace": {"name": "shop.internal", "type": "DnsPrivate", "ownership": "Managed"}}
        """,
        ServiceMeshSpec.class);
  }

  private static <S> Resource<S> resource(String spec, Class<S> type) {
    return new Resource<>(REF, "uid", GENERATION, NOW, false, ImmutableMap.of(), read(spec, type));
  }

  private static ServiceEndpointStatus report(
      Resource<ServiceEndpointSpec> resource, EndpointFindings findings) {
    return EndpointReport.of(
        view(resource), findings, read("{}", ServiceEndpointStatus.class), NOW);
  }

  private static EndpointView view(Resource<ServiceEndpointSpec> resource) {
    return new EndpointView(
        resource,
        Optional.empty(),
        Stance.nothing(),
        ImmutableList.of(),
        Optional.empty(),
        LostNames.NONE,
        Optional.empty(),
        EndpointView.Admission.ALLOWED,
        Callers.NOBODY,
        Callers.NOBODY);
  }

  private static ServiceMeshStatus report(
      Resource<ServiceMeshSpec> resource, MeshFindings findings) {
    MeshView view =
        new MeshView(resource, Optional.empty(), Stance.nothing(), ImmutableList.of(), 1, 1);
    return MeshReport.of(view, findings, read("{}", ServiceMeshStatus.class), NOW);
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return JSON.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the API server would give it out. */
  private static ObjectNode object(Resource<?> resource, Object status) {
    ObjectNode object = JSON.createObjectNode().put("apiVersion", "vpcmesh.io/v1alpha1");
    object.put(
        "kind", resource.spec() instanceof ServiceMeshSpec ? "ServiceMesh" : "ServiceEndpoint");
    ObjectNode metadata = object.putObject("metadata");
    metadata.put("namespace", REF.namespace()).put("name", REF.name());
    metadata.put("generation", resource.generation());
    if (resource.deleting()) {
      metadata.put("deletionTimestamp", NOW.toString());
    }
    object.set("status", JSON.valueToTree(status));
    return object;
  }
}
