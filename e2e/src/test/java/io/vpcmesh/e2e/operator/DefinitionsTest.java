package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.OwnControlPlane;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An operator that comes before its CRDs, or before those of its own version. */
@EndToEnd
@OwnControlPlane
@ExtendWith(Moto.class)
class DefinitionsTest {

  private static final Duration SEVERAL_LOOKS = Duration.ofSeconds(7);
  private static final String WAY_OUT = "kubectl apply --server-side -f crds/manifests";

  private final Stage stage;
  private final Definitions definitions;

  DefinitionsTest(ControlPlane plane, MotoServer moto) throws IOException {
    ClassArchive.makeOnce(plane, moto);
    this.stage = new Stage(plane, moto);
    this.definitions = new Definitions(plane.kubectl());
  }

  @AfterEach
  void close() throws IOException {
    definitions.restore();
    stage.close();
  }

  @Test
  void anOperatorWithoutDefinitionsWaitsForThem() throws Exception {
    definitions.delete();
    Replica replica = waitingReplica();

    definitions.restore();
    stage.await("it leads", replica::isLeading);
    stage.applyShop();
    stage.awaitReady("servicemesh,serviceendpoint");

    assertThat(waiting(replica)).hasSize(1);
    assertThat(waiting(replica).getFirst())
        .contains(
            "level=WARN", "there is no CustomResourceDefinition servicemeshes.vpcmesh.io", WAY_OUT);
  }

  @Test
  void definitionsThatAreOlderThanTheOperatorAreNamedAndWaitedFor() throws Exception {
    definitions.change("serviceendpoints", WITHOUT_ADDRESS);
    Replica replica = waitingReplica();

    definitions.restore();
    stage.await("it leads", replica::isLeading);
    stage.applyShop();
    stage.awaitReady("servicemesh,serviceendpoint");

    assertThat(waiting(replica)).hasSize(1);
    assertThat(waiting(replica).getFirst())
        .contains(
            "the CustomResourceDefinition serviceendpoints.vpcmesh.io is older than this operator,"
                + " it lacks status.address:",
            WAY_OUT);
  }

  /** A field of the status, which an operator of that time did not write. */
  private static final String WITHOUT_ADDRESS =
      """
      [{"op": "remove",
        "path": "/spec/versions/0/schema/openAPIV3Schema/properties/status/properties/address"}]
      """;

  /** A replica that has looked for its definitions several times in vain. */
  private Replica waitingReplica() throws Exception {
    Replica replica = stage.replica();
    stage.await("it waits", () -> !waiting(replica).isEmpty());
    LockSupport.parkNanos(SEVERAL_LOOKS.toNanos());
    assertThat(replica.process().isAlive()).isTrue();
    assertThat(replica.identity()).isEmpty();
    return replica;
  }

  /** On a busy machine it may have waited for the API server before. */
  private static ImmutableList<String> waiting(Replica replica) throws IOException {
    return replica
        .log()
        .lines()
        .filter(line -> line.contains("msg=\"waiting\""))
        .filter(line -> line.contains("CustomResourceDefinition"))
        .collect(ImmutableList.toImmutableList());
  }
}
