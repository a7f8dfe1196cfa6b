package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.Operation.Status;
import io.vpcmesh.cloud.VirtualClock;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.Place;
import io.vpcmesh.standalone.StateException;
import io.vpcmesh.standalone.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that is killed leaves behind is what its clients were told. */
class KeptCloudTest {

  private static final String REGION = "eu-west-1";

  private final VirtualClock clock = new VirtualClock();
  @TempDir private Path directory;
  private StateFiles files;

  @BeforeEach
  void open() {
    files = new StateFiles(directory);
  }

  @Test
  void anOperationThatWasUnderWayGoesOnInTheNextProcess() {
    OperationId creation = create(KeptCloud.keep(files, clock));

    CloudMap next = KeptCloud.keep(files, clock).cloudMap(Place.of(REGION));
    Status before = next.getOperation(creation).status();
    clock.pass(Duration.ofMinutes(1));

    assertThat(before).isNotEqualTo(Status.SUCCESS);
    assertThat(next.getOperation(creation).status()).isEqualTo(Status.SUCCESS);
    assertThat(next.listNamespaces(NamespaceType.HTTP, "shop", Optional.empty()).items())
        .hasSize(1);
  }

  @Test
  void whoOnlyLooksKeepsNothing() {
    create(KeptCloud.read(files, clock));

    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    create(KeptCloud.keep(files, clock));
    Path file = directory.resolve("simulated.json");
    Files.writeString(file, Files.readString(file).replace("format 1", "format 7"));

    assertThatThrownBy(() -> KeptCloud.keep(files, clock))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "simulated cloud %s cannot be read (a saved cloud starts with 'vpcmesh simulated cloud, format 1', not with 'vpcmesh simulated cloud, format 7'): restore it from a backup, or begin anew with another --state",
            file);
  }

  @Test
  void aTimeThatIsNoneIsDamageToo() throws IOException {
    create(KeptCloud.keep(files, clock));
    Path file = directory.resolve("simulated.json");
    Files.writeString(
        file, Files.readString(file).replace("region\\teu-west-1\\t2", "region\\teu-west-1\\tx"));

    assertThatThrownBy(() -> KeptCloud.keep(files, clock))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("simulated cloud " + file + " cannot be read (Text 'x");
  }

  /** Nobody may rely on a change that the next process does not know. */
  @Test
  void aChangeThatCannotBeKeptHasNoAnswer() throws IOException {
    SimulatedCloud cloud = KeptCloud.keep(files, clock);
    Files.createDirectory(directory.resolve("simulated.json"));

    assertThatThrownBy(() -> create(cloud))
        .isInstanceOfSatisfying(
            AwsException.class,
            refused -> assertThat(refused.failure()).isInstanceOf(AwsFailure.Unknown.class));
  }

  private static OperationId create(SimulatedCloud cloud) {
    return cloud
        .cloudMap(Place.of(REGION))
        .createHttpNamespace(
            new NamespaceSpec("shop", Optional.empty(), "", "r1", ImmutableMap.of()));
  }
}
