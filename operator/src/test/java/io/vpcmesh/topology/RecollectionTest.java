package io.vpcmesh.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.api.v1alpha1.MeshRef;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.engine.codec.SnapshotJson;
import io.vpcmesh.model.Revision;
import io.vpcmesh.topology.EndpointView.Accepted;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Specs out of records count for what their hash says, and only for that. */
class RecollectionTest {

  private static final EndpointFixture ORDERS = EndpointFixture.endpoint("orders");

  @Test
  void addressesAndAllOtherDataAreThoseThatAreDeclared() {
    ServiceEndpointSpec ran = ORDERS.resource().spec();
    ServiceEndpointSpec declared =
        port(
            EndpointFixture.backend(
                ran, EndpointFixture.backend(EndpointFixture.address("10.0.9.9"))),
            81);

    assertThat(Recollection.endpoint(kept(ran), hash(ran), accepted(declared)))
        .contains(EndpointFixture.backend(kept(ran), declared.backend()));
  }

  @Test
  void anotherSpecThanTheHashSpeaksOfIsNone() {
    ServiceEndpointSpec ran = ORDERS.resource().spec();

    assertThat(Recollection.endpoint(kept(port(ran, 81)), hash(ran), accepted(ran))).isEmpty();
  }

  @Test
  void addressesThatNobodyDeclaresAnyMoreAreNotTakenForNone() {
    ServiceEndpointSpec ran = ORDERS.resource().spec();
    ServiceEndpointSpec declared =
        EndpointFixture.backend(ran, EndpointFixture.ofService("orders"));

    assertThat(Recollection.endpoint(kept(ran), hash(ran), accepted(declared))).isEmpty();
  }

  @Test
  void whatIsOfPodsNeedsNoAddresses() {
    ServiceEndpointSpec ran =
        EndpointFixture.backend(ORDERS.resource().spec(), EndpointFixture.ofService("orders"));

    assertThat(Recollection.endpoint(kept(ran), hash(ran), accepted(ORDERS.resource().spec())))
        .contains(kept(ran));
  }

  @Test
  void whatWasInAnotherMeshIsNone() {
    ServiceEndpointSpec ran = inMesh(ORDERS.resource().spec(), "other");

    assertThat(Recollection.endpoint(kept(ran), hash(ran), accepted(ORDERS.resource().spec())))
        .isEmpty();
  }

  @Test
  void whatCannotBeValidIsNone() {
    ServiceEndpointSpec ran = port(ORDERS.resource().spec(), 0);

    assertThat(Recollection.endpoint(ran, "0123456789", accepted(ORDERS.resource().spec())))
        .isEmpty();
  }

  private static ServiceEndpointSpec kept(ServiceEndpointSpec spec) {
    return SnapshotJson.endpoint(SnapshotJson.of(spec));
  }

  private static String hash(ServiceEndpointSpec spec) {
    return ConfigurationHash.of(ORDERS.with(_ -> spec).parsed());
  }

  private static Accepted<ServiceEndpointSpec, Endpoint> accepted(ServiceEndpointSpec spec) {
    return new Accepted<>(Revision.first(hash(spec), ORDERS.with(_ -> spec).parsed()), spec, 1);
  }

  private static ServiceEndpointSpec port(ServiceEndpointSpec spec, int number) {
    return with(spec, spec.meshRef(), number);
  }

  private static ServiceEndpointSpec inMesh(ServiceEndpointSpec spec, String mesh) {
    return with(spec, new MeshRef(mesh, ""), 80);
  }

  private static ServiceEndpointSpec with(ServiceEndpointSpec spec, MeshRef mesh, int port) {
    return new ServiceEndpointSpec(
        mesh,
        spec.serviceName(),
        spec.deletionPolicy(),
        List.of(EndpointFixture.port("http", port)),
        spec.backend(),
        spec.discovery(),
        spec.clients(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment());
  }
}
