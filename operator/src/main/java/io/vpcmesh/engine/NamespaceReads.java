package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.MeshState.Search;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.registry.RegistryChange;
import io.vpcmesh.topology.Mesh;
import io.vpcmesh.topology.Mesh.CloudMapNamespace.Ownership;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what has to be read from AWS for the namespace of a mesh, and takes the answers in. */
final class NamespaceReads {

  private static final Logger LOG = LoggerFactory.getLogger(NamespaceReads.class);
  private static final Duration SEARCH_AGAIN = Duration.ofSeconds(60);

  private final EngineContext context;
  private final Dispatcher dispatcher;
  private final MeshState state;
  private final Mesh mesh;
  private final CloudMap cloudMap;
  private final NamespaceSearch search;
  private final AccountCheck guard;
  private final NetworkReads networks;

  NamespaceReads(
      EngineContext context, Dispatcher dispatcher, MeshState state, Mesh mesh, Identity identity) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.state = state;
    this.mesh = mesh;
    this.cloudMap = context.cloud.cloudMap(mesh.aws().place());
    this.guard = new AccountCheck(mesh, state, context.settings.reach());
    this.networks = new NetworkReads(context, dispatcher, state, mesh);
    this.search = new NamespaceSearch(context, dispatcher, state, mesh, identity);
  }

  /** The reads that are due. */
  ImmutableList<Request> due() {
    Instant now = context.loop.now();
    ImmutableList.Builder<Request> due = ImmutableList.builder();
    if (missing() && !state.searchedAt.plus(SEARCH_AGAIN).isAfter(now)) {
      state.searchAnew();
    }
    if (!guard.isOpen() || !nextAccountLook().isAfter(now)) {
      due.add(whoAmI());
    }
    networks.due().ifPresent(due::add);
    search.next().or(this::verify).or(() -> afterTheSearch(now)).ifPresent(due::add);
    return due.build().stream()
        .filter(request -> !state.failures.blocked(request.slot(), now))
        .collect(ImmutableList.toImmutableList());
  }

  private Optional<Request> afterTheSearch(Instant now) {
    return state
        .operation
        .filter(pending -> !now.isBefore(pending.askAt()))
        .map(this::poll)
        .or(this::audit);
  }

  /** There is nothing to adopt, or nothing to be seen of what was perhaps created, yet. */
  private boolean missing() {
    boolean adopts = mesh.namespace().ownership() == Ownership.ADOPTED;
    return state.searchedTooEarly()
        || (state.search == Search.DONE && state.namespace.isEmpty() && adopts);
  }

  /** Credentials of another account may be replaced without anybody telling. */
  private Instant nextAccountLook() {
    return guard.asks() && guard.problem().isPresent()
        ? state.accountToldAt.plus(SEARCH_AGAIN)
        : Instant.MAX;
  }

  /** When to look again without anything having happened. */
  Instant nextLook() {
    Instant namespace = nextLookAtNamespace();
    return networks.nextLook().isBefore(namespace) ? networks.nextLook() : namespace;
  }

  private Instant nextLookAtNamespace() {
    if (nextAccountLook().isBefore(Instant.MAX)) {
      return nextAccountLook();
    }
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
        () -> context.cloud.sts(mesh.aws().place()).accountId(),
        state.unlessMoved(this::told),
        state.unlessMoved(failure -> failed("account", failure)));
  }

  private void told(String account) {
    state.failures.clear("account");
    if (mesh.aws().place().role().isEmpty()) {
      context.ownAccount = Optional.of(account);
    }
    state.tellAccount(account, context.loop.now());
  }

  private Request poll(MeshState.Operation pending) {
    return dispatcher.request(
        read("operation", AwsAction.GET_OPERATION),
        () -> cloudMap.getOperation(pending.id()),
        state.unlessMoved(operation -> polled(pending, operation)),
        state.unlessMoved(failure -> {
          failed("operation", failure);
          if (failure instanceof AwsFailure.Missing) {
            state.searchAnew();
          }
        }));
  }

  private void polled(MeshState.Operation pending, Operation operation) {
    state.failures.clear("operation");
    switch (operation.status()) {
      case SUBMITTED, PENDING ->
          state.operation =
              Optional.of(
                  new MeshState.Operation(
                      pending.id(), pending.deletion(), context.loop.now().plus(MeshState.POLL)));
      case SUCCESS -> {
        state.searchAnew();
        state.refusal = Optional.empty();
        state.created =
            Optional.ofNullable(operation.targets().get("NAMESPACE"))
                .filter(id -> !pending.deletion())
                .map(NamespaceId::new);
      }
      case FAIL -> brokeOff(pending, operation);
    }
  }

  private void brokeOff(MeshState.Operation pending, Operation operation) {
    boolean taken = state.sawOnlyOthers() && !pending.deletion();
    state.searchAnew();
    if (taken) {
      state.refusal = Optional.of(NamespaceProblems.taken(mesh));
    }
    AwsAction action =
        pending.deletion() ? AwsAction.DELETE_NAMESPACE : AwsAction.CREATE_PRIVATE_DNS_NAMESPACE;
    failed(
        RegistryChange.NAMESPACE_SLOT,
        new AwsFailure.Invalid(
            new AwsFailure.AwsError(
                action, "OperationFailed", operation.error().orElse("no reason given"))));
  }

  /** Once in a while all services of the namespace are listed, to find drift. */
  private Optional<Request> audit() {
    Instant now = context.loop.now();
    return namespaceHome()
        .filter(home -> !home.listedAt().plus(context.settings.auditEvery()).isAfter(now))
        .filter(home -> context.elect(home, state.key))
        .map(home -> services(home, now));
  }

  private Request services(NamespaceHome home, Instant askedAt) {
    Optional<String> page = home.nextPage();
    return dispatcher.request(
        read(NamespaceHome.LISTING, AwsAction.LIST_SERVICES),
        () -> cloudMap.listServices(new NamespaceId(home.home().namespaceId()), page),
        services -> listedServices(home, services, askedAt),
        failure -> {
          context.resign(state.key);
          failed(NamespaceHome.LISTING, failure);
          if (failure instanceof AwsFailure.Missing) {
            state.searchAnew();
          }
        });
  }

  private void listedServices(NamespaceHome home, Page<ServiceDescription> page, Instant askedAt) {
    state.failures.clear(NamespaceHome.LISTING);
    Instant now = context.loop.now();
    if (!home.read(state.key, page, askedAt, now)) {
      return;
    }
    boolean seenLately = state.searchedAt.plus(SEARCH_AGAIN).isAfter(now);
    if (home.services().isEmpty() && !seenLately) {
      home.suspect(true);
    } else {
      context.listed(home);
    }
  }

  /** A namespace that is gone has an empty listing like any other. */
  private Optional<Request> verify() {
    return namespaceHome()
        .filter(NamespaceHome::suspected)
        .map(home ->
            dispatcher.request(
                read("namespaces", AwsAction.GET_NAMESPACE),
                () -> cloudMap.getNamespace(new NamespaceId(home.home().namespaceId())),
                _ -> verified(home),
                failure -> {
                  if (failure instanceof AwsFailure.Missing) {
                    home.suspect(false);
                    state.searchAnew();
                  } else {
                    failed("namespaces", failure);
                  }
                }));
  }

  private void verified(NamespaceHome home) {
    state.failures.clear("namespaces");
    state.searchedAt = context.loop.now();
    home.suspect(false);
    if (home.listed()) {
      context.listed(home);
    }
  }

  private Optional<NamespaceHome> namespaceHome() {
    return state.namespace.map(found -> context.home(found.home(mesh.aws().place())));
  }

  private void failed(String slot, AwsFailure failure) {
    state.failures.add(slot, failure, context.loop.now());
    LOG.atWarn().addKeyValue("mesh", state.key.ref()).log(failure.error().toString());
  }

  private Purpose read(String slot, AwsAction action) {
    return new Purpose(
        state.key,
        slot,
        Priority.ADDITION,
        ImmutableList.of(action),
        context.budget(mesh.aws().place()));
  }
}
