package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.engine.Store.Journals;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.standalone.StateDirectory;
import io.vpcmesh.standalone.directory.ManifestName;
import io.vpcmesh.standalone.directory.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The deployments in the state directory of a daemon. */
record StateBook(StateDirectory state) implements DeploymentBook {

  @Override
  public ImmutableList<DeploymentEntry> deployments(@Nullable String namespace) {
    return state.deployments().readAll().entrySet().stream()
        .filter(file -> namespace == null || namespace.equals(file.getKey().namespace()))
        .flatMap(file ->
            file.getValue().spec().stream()
                .flatMap(spec ->
                    DeploymentEntry.found(
                        file.getKey().namespace(),
                        file.getKey().name(),
                        spec,
                        file.getValue().status())
                        .stream()))
        .sorted(DeploymentEntry.ORDER)
        .collect(toImmutableList());
  }

  @Override
  public Optional<Sight> sight(Key key) {
    ManifestName name = ManifestName.of(key);
    return state.resources().readAll().stream()
        .filter(record -> record.name().equals(name))
        .findFirst()
        .map(record ->
            new Sight(
                record.generation(),
                ImmutableMap.<String, String>builder()
                    .putAll(record.verbs())
                    .putAll(record.annotations())
                    .buildKeepingLast(),
                said(key)));
  }

  private Optional<Said> said(Key key) {
    Journals stored = state.store().load();
    return switch (key) {
      case EndpointKey endpoint ->
          Optional.ofNullable(stored.endpointStatus().get(endpoint)).map(Said::of);
      case MeshId mesh -> Optional.ofNullable(stored.meshStatus().get(mesh)).map(Said::of);
    };
  }

  @Override
  public String ask(Key key, Verb verb, String token) throws InterruptedException {
    return DaemonRequest.send(
        state, new Request.Annotate(ManifestName.of(key), verb.annotation(), token));
  }

  @Override
  public String flag() {
    return "--state " + state.files().root();
  }

  @Override
  public void close() {
    state.close();
  }
}
