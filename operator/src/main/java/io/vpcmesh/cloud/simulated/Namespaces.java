package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.NamespaceDescription;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.simulated.Effect.CreateNamespace;
import io.vpcmesh.cloud.simulated.Effect.DeleteNamespace;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Creating, reading and deleting namespaces. */
final class Namespaces {

  private static final int HTTP_NAME_SUFFIX = 8;

  private final World world;
  private final RuleBook rules;
  private final Operations operations;
  private final Tags tags;
  private final NamespaceRequests requests;

  Namespaces(World world, Operations operations, Tags tags, Requests requests) {
    this.world = world;
    this.rules = world.rules();
    this.operations = operations;
    this.tags = tags;
    this.requests = new NamespaceRequests(rules, requests);
  }

  OperationId create(NamespaceSpec spec, NamespaceType type) {
    requests.check(spec, type);
    NamespaceState namespace = draft(spec, type);
    CreateNamespace effect = new CreateNamespace(namespace, spec.tags());
    refuseIfUnderWay(effect, NamespaceRule.CREATION_IN_PROGRESS);
    refuseRepetition(namespace);
    refuseSecondHttpNamespace(namespace);
    refuseAboveQuota();
    return operations.start(effect, duration(), NamespaceRule.CREATED_LATER);
  }

  private NamespaceState draft(NamespaceSpec spec, NamespaceType type) {
    String id = world.chance().id("ns-", 16);
    return new NamespaceState(
        new NamespaceId(id),
        world.settings().arn("namespace", id),
        spec.name(),
        type,
        spec.vpc(),
        spec.name(),
        hostedZone(type),
        spec.description(),
        spec.creatorRequestId());
  }

  private Optional<String> hostedZone(NamespaceType type) {
    boolean dns = type != NamespaceType.HTTP && rules.keeps(NamespaceRule.HOSTED_ZONE);
    return dns ? Optional.of(world.chance().id("Z", 16)) : Optional.empty();
  }

  private void refuseIfUnderWay(Effect effect, Rule rule) {
    Optional<OperationId> running = operations.inFlight(effect.subject());
    if (rules.keeps(rule) && running.isPresent()) {
      throw Refused.conflict(
          "DuplicateRequest",
          "another operation, " + running.orElseThrow() + ", is in progress",
          running.orElseThrow().value());
    }
  }

  private void refuseRepetition(NamespaceState namespace) {
    if (rules.keeps(NamespaceRule.RETRY_HARMLESS)) {
      refuseBecauseOf(
          world.namespaces().stream()
              .filter(namespace::isNamedLike)
              .filter(other -> other.creatorRequestId().equals(namespace.creatorRequestId())));
    }
  }

  private void refuseSecondHttpNamespace(NamespaceState namespace) {
    if (rules.keeps(NamespaceRule.NAME_UNIQUE) && namespace.type() == NamespaceType.HTTP) {
      refuseBecauseOf(world.namespaces().stream().filter(namespace::isNamedLike));
    }
  }

  private static void refuseBecauseOf(Stream<NamespaceState> existing) {
    existing
        .findFirst()
        .ifPresent(first -> {
          throw Refused.conflict(
              "NamespaceAlreadyExists",
              "a namespace named " + first.name() + " exists: " + first.id(),
              first.id().value());
        });
  }

  private void refuseAboveQuota() {
    int quota = world.settings().quotas().namespaces();
    if (rules.keeps(NamespaceRule.QUOTA) && world.namespaces().size() >= quota) {
      throw Refused.overQuota(
          "ResourceLimitExceeded", "the account has its quota of " + quota + " namespaces");
    }
  }

  /** The creation is due: the VPC may have got such a namespace in the meantime. */
  void created(CreateNamespace effect, Instant at) {
    NamespaceState namespace = effect.namespace();
    boolean fails =
        namespace.type() == NamespaceType.DNS_PRIVATE
            && world.namespaces().stream().anyMatch(namespace::isNamedLike)
            && rules.keeps(NamespaceRule.ZONE_CONFLICT);
    if (!fails || !rules.keeps(OperationRule.FAILURE_CHANGES_NOTHING)) {
      put(effect, at);
    }
    if (fails) {
      throw Refused.later(
          "CANNOT_CREATE_HOSTED_ZONE",
          "the VPC already has a hosted zone named "
              + namespace.name()
              + " (ConflictingDomainExists)");
    }
  }

  private void put(CreateNamespace effect, Instant at) {
    NamespaceState named = effect.namespace().withHttpName(freeHttpName(effect.namespace().name()));
    world.namespaces().put(at, named.id().value(), named);
    tags.objectCreated(at, named.arn(), effect.tags());
  }

  private String freeHttpName(String name) {
    boolean taken = world.namespaces().stream().anyMatch(other -> other.httpName().equals(name));
    return taken && rules.keeps(NamespaceRule.HTTP_NAME_HASHED)
        ? name + world.chance().id("-", HTTP_NAME_SUFFIX)
        : name;
  }

  OperationId delete(NamespaceId id) {
    if (rules.keeps(NamespaceRule.DELETE_MISSING)) {
      find(id, world.now(), NamespaceRule.DELETE_MISSING);
    }
    DeleteNamespace effect = new DeleteNamespace(id);
    refuseIfUnderWay(effect, NamespaceRule.DELETED_LATER);
    refuseUnlessEmpty(id);
    return operations.start(effect, duration(), NamespaceRule.DELETED_LATER);
  }

  private void refuseUnlessEmpty(NamespaceId id) {
    boolean empty =
        world
            .namespaces()
            .find(id.value())
            .flatMap(found -> world.servicesOf(found).findFirst())
            .isEmpty();
    if (!empty && rules.keeps(NamespaceRule.DELETE_NEEDS_EMPTY)) {
      throw Refused.inUse("the namespace " + id + " has services");
    }
  }

  void deleted(DeleteNamespace effect, Instant at) {
    refuseUnlessEmpty(effect.namespace());
    Optional<NamespaceState> namespace = world.namespaces().find(effect.namespace().value());
    world.namespaces().remove(at, effect.namespace().value());
    namespace.ifPresent(gone -> tags.objectDeleted(at, gone.arn()));
  }

  NamespaceDescription get(NamespaceId id) {
    return find(id, world.seenAtOnce(), NamespaceRule.GET_MISSING).describe();
  }

  private NamespaceState find(NamespaceId id, Instant at, Rule rule) {
    return world
        .namespaces()
        .find(id.value(), at)
        .orElseThrow(
            () -> rules.missing(rule, "NamespaceNotFound", "no namespace has the id " + id));
  }

  Page<NamespaceDescription> list(NamespaceType type, String name, Optional<String> nextToken) {
    String start = Pages.start(nextToken);
    if (world.circumstances().emptyPage().isPresent()) {
      return Pages.empty(world.circumstances().emptyPage().orElseThrow(), start);
    }
    Instant seen = world.seen(NamespaceRule.LIST_LAGS, world.settings().latencies().listingLag());
    Stream<NamespaceState> all = world.namespaces().streamAfter(start, seen);
    boolean filterLast = rules.keeps(NamespaceRule.FILTER_AFTER_PAGING);
    Page<NamespaceState> page =
        Pages.cut(filterLast ? all : asked(all, type, name), namespace -> namespace.id().value());
    return Pages.map(page, items -> asked(items, type, name).map(NamespaceState::describe));
  }

  private Stream<NamespaceState> asked(
      Stream<NamespaceState> namespaces, NamespaceType type, String name) {
    if (!rules.keeps(NamespaceRule.LIST_FILTERED)) {
      return namespaces;
    }
    return namespaces.filter(
        namespace -> namespace.type() == type && namespace.name().equals(name));
  }

  private Duration duration() {
    return world.settings().latencies().namespaceOperation();
  }
}
