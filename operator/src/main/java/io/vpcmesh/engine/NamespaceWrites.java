package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.MeshState.Search;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.registry.RegistryChange;
import io.vpcmesh.registry.apply.Outcome;
import io.vpcmesh.registry.apply.RegistryApplier;
import io.vpcmesh.registry.apply.Site;
import io.vpcmesh.topology.Mesh;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the changes of one mesh's namespace made, and takes the outcomes in. */
final class NamespaceWrites {

  private static final Logger LOG = LoggerFactory.getLogger(NamespaceWrites.class);

  private final EngineContext context;
  private final Dispatcher dispatcher;
  private final MeshState state;
  private final Mesh mesh;
  private final Identity identity;
  private final CloudMap cloudMap;

  NamespaceWrites(
      EngineContext context, Dispatcher dispatcher, MeshState state, Mesh mesh, Identity identity) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.state = state;
    this.mesh = mesh;
    this.identity = identity;
    this.cloudMap = context.cloud.cloudMap(mesh.aws().place());
  }

  /** The changes whose time has come. */
  ImmutableList<Request> requests(ImmutableList<RegistryChange> changes) {
    AccountCheck guard = new AccountCheck(mesh, state, context.settings.reach());
    return changes.stream()
        .filter(_ -> guard.isOpen())
        .filter(change -> !state.failures.blocked(change.slot(), context.loop.now()))
        .map(this::write)
        .collect(ImmutableList.toImmutableList());
  }

  private Request write(RegistryChange change) {
    RegistryApplier applier = context.appliers.registry(cloudMap, context.gate);
    Site site =
        new Site(
            identity,
            Optional.empty(),
            state.namespace.map(found -> found.description().id()),
            mesh.aws().resourceTags(),
            context.loop.now());
    ImmutableList<AwsAction> actions =
        change instanceof RegistryChange.CreateNamespace
            ? ImmutableList.of(change.action())
            : ImmutableList.of(change.action(), AwsAction.LIST_TAGS_FOR_RESOURCE);
    return dispatcher.request(
        new Purpose(
            state.key,
            change.slot(),
            Priority.ADDITION,
            actions,
            context.budget(mesh.aws().place())),
        () -> applier.apply(change, site),
        outcome -> done(change, outcome),
        failure -> refused(change, failure));
  }

  private void done(RegistryChange change, Outcome outcome) {
    state.failures.clear(change.slot());
    switch (outcome) {
      case Outcome.Started(OperationId id) ->
          state.operation =
              Optional.of(
                  new MeshState.Operation(
                      id,
                      change instanceof RegistryChange.DeleteNamespace,
                      context.loop.now().plus(MeshState.POLL)));
      case Outcome.Done _, Outcome.NotThere _, Outcome.ServiceCreated _ -> {
        state.searchAnew();
        state.refusal = Optional.empty();
      }
      case Outcome.NotOurs(String message) -> {
        state.searchAnew();
        state.refusal = Optional.of(new Problem(Reason.OwnedByAnother, message));
      }
      case Outcome.GateClosed(String message) ->
          state.refusal = Optional.of(new Problem(Reason.DeletionGateClosed, message));
    }
    LOG.atInfo()
        .addKeyValue("mesh", state.key.ref())
        .addKeyValue("change", change.describe())
        .log(change.action().awsName());
  }

  private void refused(RegistryChange change, AwsFailure failure) {
    failed(change.slot(), failure);
    boolean deletion = change instanceof RegistryChange.DeleteNamespace;
    Optional<Problem> inTheWay = deletion ? Optional.of(occupied(failure)) : taken();
    if (failure instanceof AwsFailure.Conflict conflict) {
      Optional<OperationId> underWay =
          conflict
              .existingId()
              .filter(id -> conflict.error().code().equals("DuplicateRequest"))
              .map(OperationId::new);
      state.searchAnew();
      underWay.ifPresentOrElse(
          id -> {
            state.search = Search.DONE;
            state.operation =
                Optional.of(
                    new MeshState.Operation(id, deletion, context.loop.now().plus(MeshState.POLL)));
          },
          () -> state.refusal = inTheWay);
    } else if (failure instanceof AwsFailure.Unknown) {
      state.perhapsCreated(context.loop.now());
    }
  }

  private Optional<Problem> taken() {
    return state.sawOnlyOthers() ? Optional.of(NamespaceProblems.taken(mesh)) : Optional.empty();
  }

  /** What is in the namespace is named as it was listed last; the next listing is due at once. */
  private Problem occupied(AwsFailure failure) {
    Optional<NamespaceHome> home =
        state.namespace.map(found -> context.home(found.home(mesh.aws().place())));
    ImmutableSortedSet<String> services =
        home.map(listed -> ImmutableSortedSet.copyOf(listed.services().keySet()))
            .orElseGet(ImmutableSortedSet::of);
    home.ifPresent(listed -> context.relist(listed.home()));
    return NamespaceProblems.occupied(mesh, services, failure);
  }

  private void failed(String slot, AwsFailure failure) {
    state.failures.add(slot, failure, context.loop.now());
    LOG.atWarn().addKeyValue("mesh", state.key.ref()).log(failure.error().toString());
  }
}
