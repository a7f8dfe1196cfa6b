package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.model.EndpointKey;
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
                .map(spec ->
                    new DeploymentEntry(
                        file.getKey().namespace(),
                        file.getKey().name(),
                        spec,
                        file.getValue().status())))
        .sorted(DeploymentEntry.ORDER)
        .collect(toImmutableList());
  }

  @Override
  public Optional<Sight> endpoint(EndpointKey key) {
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
                Optional.ofNullable(state.store().load().endpointStatus().get(key))));
  }

  @Override
  public String ask(EndpointKey key, Verb verb, String token) throws InterruptedException {
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
