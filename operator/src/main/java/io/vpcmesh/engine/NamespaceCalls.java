package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.NamespaceDescription;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.MeshState.Found;
import io.vpcmesh.engine.MeshState.Search;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.registry.Identity;
import io.vpcmesh.registry.Identity.Standing;
import io.vpcmesh.registry.RegistryChange;
import io.vpcmesh.registry.apply.Outcome;
import io.vpcmesh.registry.apply.RegistryApplier;
import io.vpcmesh.registry.apply.Site;
import io.vpcmesh.topology.Mesh;
import io.vpcmesh.topology.Mesh.CloudMapNamespace;
import io.vpcmesh.topology.Mesh.CloudMapNamespace.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The AWS calls that a mesh needs for its namespace, and what their answers mean. */
final class NamespaceCalls {

  private static final Logger LOG = LoggerFactory.getLogger(NamespaceCalls.class);
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration SEARCH_AGAIN = Duration.ofSeconds(60);

  private final EngineContext context;
  private final Dispatcher dispatcher;
  private final MeshState state;
  private final Mesh mesh;
  private final Identity identity;
  private final CloudMap cloudMap;

  NamespaceCalls(
      EngineContext context, Dispatcher dispatcher, MeshState state, Mesh mesh, Identity identity) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.state = state;
    this.mesh = mesh;
    this.identity = identity;
    this.cloudMap = context.cloud.cloudMap(mesh.aws().region());
  }

  /** The reads that are due. */
  ImmutableList<Request> reads() {
    Instant now = context.loop.now();
    ImmutableList.Builder<Request> due = ImmutableList.builder();
    if (missing() && !state.searchedAt.plus(SEARCH_AGAIN).isAfter(now)) {
      state.searchAnew();
    }
    if (mesh.aws().accountId().isPresent() && state.account.isEmpty()) {
      due.add(whoAmI());
    }
    switch (state.search) {
      case PENDING -> due.add(state.created.map(this::describe).orElseGet(this::list));
      case LISTED -> due.add(readTags());
      case DONE ->
          state
              .operation
              .filter(operation -> !now.isBefore(operation.askAt()))
              .map(this::poll)
              .or(this::audit)
              .ifPresent(due::add);
    }
    return due.build().stream()
        .filter(request -> !state.failures.blocked(request.slot(), now))
        .collect(ImmutableList.toImmutableList());
  }

  /** The changes whose time has come. */
  ImmutableList<Request> writes(ImmutableList<RegistryChange> changes) {
    boolean guarded = mesh.aws().accountId().isPresent() && state.account.isEmpty();
    return changes.stream()
        .filter(change -> !guarded)
        .filter(change -> !state.failures.blocked(change.slot(), context.loop.now()))
        .map(this::write)
        .collect(ImmutableList.toImmutableList());
  }

  /** There is nothing to adopt, yet. */
  private boolean missing() {
    return state.search == Search.DONE
        && state.namespace.isEmpty()
        && mesh.namespace().ownership() == Ownership.ADOPTED;
  }

  /** When to look again without anything having happened. */
  Instant nextLook() {
    if (missing()) {
      return state.searchedAt.plus(SEARCH_AGAIN);
    }
    return state
        .operation
        .map(MeshState.Operation::askAt)
        .orElseGet(() ->
            namespaceHome()
                .map(home -> home.listedAt().plus(context.settings.auditEvery()))
                .orElse(Instant.MAX));
  }

  private Request whoAmI() {
    return dispatcher.request(
        read("account", AwsAction.GET_CALLER_IDENTITY),
        () -> context.cloud.sts(mesh.aws().region()).accountId(),
        account -> {
          state.failures.clear("account");
          state.account = Optional.of(account);
        },
        failure -> failed("account", failure));
  }

  /** Listings lag behind: what we just made is asked for by its id. */
  private Request describe(NamespaceId created) {
    return dispatcher.request(
        read("namespaces", AwsAction.GET_NAMESPACE),
        () -> cloudMap.getNamespace(created),
        description -> {
          state.failures.clear("namespaces");
          state.created = Optional.empty();
          state.search = Search.DONE;
          state.namespace = Optional.of(new Found(description, Standing.OURS));
        },
        failure -> failed("namespaces", failure));
  }

  private Request list() {
    NamespaceType type =
        mesh.namespace().type() == CloudMapNamespace.Type.HTTP
            ? NamespaceType.HTTP
            : NamespaceType.DNS_PRIVATE;
    return dispatcher.request(
        read("namespaces", AwsAction.LIST_NAMESPACES),
        () -> cloudMap.listNamespaces(type, mesh.namespace().name(), state.nextPage),
        this::listed,
        failure -> {
          state.searchAnew();
          failed("namespaces", failure);
        });
  }

  private void listed(Page<NamespaceDescription> page) {
    state.failures.clear("namespaces");
    page.items().stream()
        .filter(found -> found.name().equals(mesh.namespace().name()))
        .forEach(state.candidates::add);
    state.nextPage = page.nextToken();
    if (state.nextPage.isEmpty()) {
      state.untagged.addAll(state.candidates);
      state.search = state.untagged.isEmpty() ? Search.DONE : Search.LISTED;
      state.searchedAt = context.loop.now();
    }
  }

  private Request readTags() {
    NamespaceDescription next = state.untagged.getFirst();
    return dispatcher.request(
        read("tags", AwsAction.LIST_TAGS_FOR_RESOURCE),
        () -> cloudMap.listTagsForResource(next.arn()),
        tags -> tagged(next, Optional.of(identity.standing(tags))),
        failure -> {
          if (failure instanceof AwsFailure.Missing) {
            tagged(next, Optional.empty());
          } else {
            failed("tags", failure);
          }
        });
  }

  /** Notes whose a listed namespace is; without a standing it is gone already. */
  private void tagged(NamespaceDescription description, Optional<Standing> standing) {
    state.failures.clear("tags");
    state.untagged.remove(description);
    standing.ifPresent(whose -> state.tagged.add(new Found(description, whose)));
    if (!state.untagged.isEmpty()) {
      return;
    }
    state.search = Search.DONE;
    state.namespace =
        mesh.namespace().ownership() == Ownership.ADOPTED
            ? Optional.of(state.tagged.getFirst()).filter(only -> state.tagged.size() == 1)
            : state.tagged.stream().filter(NamespaceCalls::ours).findFirst();
  }

  private static boolean ours(Found found) {
    return found.standing() == Standing.OURS || found.standing() == Standing.FORMER;
  }

  private Request poll(MeshState.Operation pending) {
    return dispatcher.request(
        read("operation", AwsAction.GET_OPERATION),
        () -> cloudMap.getOperation(pending.id()),
        operation -> polled(pending, operation),
        failure -> {
          failed("operation", failure);
          if (failure instanceof AwsFailure.Missing) {
            state.searchAnew();
          }
        });
  }

  private void polled(MeshState.Operation pending, Operation operation) {
    state.failures.clear("operation");
    switch (operation.status()) {
      case SUBMITTED, PENDING ->
          state.operation =
              Optional.of(
                  new MeshState.Operation(
                      pending.id(), pending.deletion(), context.loop.now().plus(POLL)));
      case SUCCESS -> {
        state.searchAnew();
        state.created =
            Optional.ofNullable(operation.targets().get("NAMESPACE"))
                .filter(id -> !pending.deletion())
                .map(NamespaceId::new);
      }
      case FAIL -> {
        boolean sawOnlyOthers = !state.tagged.isEmpty() && state.namespace.isEmpty();
        state.searchAnew();
        if (sawOnlyOthers && !pending.deletion()) {
          state.refusal = Optional.of(namespaceTaken());
        }
        failed(
            RegistryChange.NAMESPACE_SLOT,
            new AwsFailure.Invalid(
                new AwsFailure.AwsError(
                    pending.deletion()
                        ? AwsAction.DELETE_NAMESPACE
                        : AwsAction.CREATE_PRIVATE_DNS_NAMESPACE,
                    "OperationFailed",
                    operation.error().orElse("no reason given"))));
      }
    }
  }

  /** Once in a while all services of the namespace are listed, to find drift. */
  private Optional<Request> audit() {
    Instant now = context.loop.now();
    return namespaceHome()
        .filter(home -> !home.listedAt().plus(context.settings.auditEvery()).isAfter(now))
        .filter(home -> home.elect(state.key))
        .map(home -> services(home, now));
  }

  private Request services(NamespaceHome home, Instant askedAt) {
    Optional<String> page = home.nextPage();
    return dispatcher.request(
        read("services", AwsAction.LIST_SERVICES),
        () -> cloudMap.listServices(new NamespaceId(home.home().namespaceId()), page),
        services -> listedServices(home, services, askedAt),
        failure -> {
          home.resign(state.key);
          failed("services", failure);
          if (failure instanceof AwsFailure.Missing) {
            state.searchAnew();
          }
        });
  }

  private void listedServices(NamespaceHome home, Page<ServiceDescription> page, Instant askedAt) {
    state.failures.clear("services");
    if (home.read(page, askedAt)) {
      context.listed(home);
    }
  }

  private Optional<NamespaceHome> namespaceHome() {
    return state.namespace.map(found -> context.home(found.home(mesh.aws().region())));
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
        new Purpose(state.key, change.slot(), Priority.ADDITION, actions),
        () -> applier.apply(change, site),
        outcome -> done(change, outcome),
        failure -> refused(change, failure));
  }

  private void done(RegistryChange change, Outcome outcome) {
    state.failures.clear(change.slot());
    state.refusal = Optional.empty();
    switch (outcome) {
      case Outcome.Started(OperationId id) ->
          state.operation =
              Optional.of(
                  new MeshState.Operation(
                      id,
                      change instanceof RegistryChange.DeleteNamespace,
                      context.loop.now().plus(POLL)));
      case Outcome.Done _, Outcome.NotThere _, Outcome.ServiceCreated _ -> state.searchAnew();
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
    boolean sawOnlyOthers = !state.tagged.isEmpty() && state.namespace.isEmpty();
    if (failure instanceof AwsFailure.Conflict conflict) {
      Optional<OperationId> underWay =
          conflict
              .existingId()
              .filter(id -> conflict.error().code().equals("DuplicateRequest"))
              .map(OperationId::new);
      boolean deletion = change instanceof RegistryChange.DeleteNamespace;
      state.searchAnew();
      underWay.ifPresentOrElse(
          id -> {
            state.search = Search.DONE;
            state.operation =
                Optional.of(new MeshState.Operation(id, deletion, context.loop.now().plus(POLL)));
          },
          () -> state.refusal = conflict(change, sawOnlyOthers, failure));
    } else if (failure instanceof AwsFailure.Unknown) {
      state.searchAnew();
    }
  }

  private Optional<Problem> conflict(
      RegistryChange change, boolean sawOnlyOthers, AwsFailure failure) {
    if (change instanceof RegistryChange.DeleteNamespace) {
      return Optional.of(
          new Problem(
              Reason.ForeignInstances,
              "namespace %s cannot be deleted, services of others are in it: %s; delete them, or set spec.namespace.ownership: Adopted"
                  .formatted(mesh.namespace().name(), failure.error().message())));
    }
    return sawOnlyOthers ? Optional.of(namespaceTaken()) : Optional.empty();
  }

  private Problem namespaceTaken() {
    return new Problem(
        Reason.NamespaceConflict,
        "namespace %s exists and is not this mesh's: set spec.namespace.ownership: Adopted to use it, or choose another name"
            .formatted(mesh.namespace().name()));
  }

  private void failed(String slot, AwsFailure failure) {
    state.failures.add(slot, failure, context.loop.now());
    LOG.atWarn().addKeyValue("mesh", state.key.ref()).log(failure.error().toString());
  }

  private Purpose read(String slot, AwsAction action) {
    return new Purpose(state.key, slot, Priority.ADDITION, ImmutableList.of(action));
  }
}
