package io.vpcmesh.cli;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
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
                said(key),
                state.troubleOf(name)));
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
  public Optional<String> unread(Key key) {
    ImmutableSortedSet<String> files = state.unread();
    if (files.isEmpty()) {
      return state.requests().areOpenFor(ManifestName.of(key))
          ? Optional.of("the daemon has not done yet what was asked of it")
          : Optional.empty();
    }
    String more = files.size() == 1 ? "" : " and %d more".formatted(files.size() - 1);
    return Optional.of("the daemon has not read %s yet".formatted(files.first() + more));
  }

  @Override
  public Optional<String> caution() {
    return state.isInUse() ? Optional.empty() : Optional.of(ReadState.NO_DAEMON);
  }

  /** What is not declared may be in a file that could not be read. */
  @Override
  public CommandFailure unknown(Key key) {
    CommandFailure plain = DeploymentBook.super.unknown(key);
    return state.problems().isEmpty()
        ? plain
        : new CommandFailure(
            ExitCode.FAILED,
            "%s; manifest files are wrong: %s"
                .formatted(plain.getMessage(), String.join("; ", state.problems())));
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
