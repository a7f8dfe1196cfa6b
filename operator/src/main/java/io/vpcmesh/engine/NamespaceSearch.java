package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.NamespaceDescription;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.MeshState.Found;
import io.vpcmesh.engine.MeshState.Search;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.Identity.Standing;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.topology.Mesh;
import io.vpcmesh.topology.Mesh.CloudMapNamespace;
import io.vpcmesh.topology.Mesh.CloudMapNamespace.Ownership;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for the namespace of a mesh: by name, then by the marks of whatever has that name. */
final class NamespaceSearch {

  private static final Logger LOG = LoggerFactory.getLogger(NamespaceSearch.class);

  private final EngineContext context;
  private final Dispatcher dispatcher;
  private final MeshState state;
  private final Mesh mesh;
  private final Identity identity;
  private final CloudMap cloudMap;

  NamespaceSearch(
      EngineContext context, Dispatcher dispatcher, MeshState state, Mesh mesh, Identity identity) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.state = state;
    this.mesh = mesh;
    this.identity = identity;
    this.cloudMap = context.cloud.cloudMap(mesh.aws().place());
  }

  /** The next read of a search that has not ended. */
  Optional<Request> next() {
    return switch (state.search) {
      case PENDING -> Optional.of(state.created.map(this::describe).orElseGet(this::list));
      case HIDDEN -> Optional.of(prove());
      case LISTED -> Optional.of(readTags());
      case DONE -> Optional.empty();
    };
  }

  /** Listings lag behind: what we just made is asked for by its id. */
  private Request describe(NamespaceId created) {
    return dispatcher.request(
        read("namespaces", AwsAction.GET_NAMESPACE),
        () -> cloudMap.getNamespace(created),
        state.unlessMoved(description -> {
          state.failures.clear("namespaces");
          state.created = Optional.empty();
          state.search = Search.DONE;
          state.searchedAt = context.loop.now();
          state.namespace = Optional.of(new Found(description, Standing.OURS));
        }),
        state.unlessMoved(failure -> failed("namespaces", failure)));
  }

  private Request list() {
    return dispatcher.request(
        read("namespaces", AwsAction.LIST_NAMESPACES),
        () -> cloudMap.listNamespaces(type(), mesh.namespace().name(), state.nextPage),
        state.unlessMoved(this::listed),
        state.unlessMoved(failure -> {
          state.searchAnew();
          failed("namespaces", failure);
        }));
  }

  private NamespaceType type() {
    return mesh.namespace().type() == CloudMapNamespace.Type.HTTP
        ? NamespaceType.HTTP
        : NamespaceType.DNS_PRIVATE;
  }

  private void listed(Page<NamespaceDescription> page) {
    state.failures.clear("namespaces");
    page.items().stream()
        .filter(found -> found.name().equals(mesh.namespace().name()))
        .forEach(state.candidates::add);
    state.nextPage = page.nextToken();
    if (state.nextPage.isEmpty()) {
      state.untagged.addAll(state.candidates);
      state.search = state.untagged.isEmpty() ? unlisted() : Search.LISTED;
      state.searchedAt = context.loop.now();
    }
  }

  private Search unlisted() {
    return known().isPresent() ? Search.HIDDEN : Search.DONE;
  }

  /** The namespace that was written down, if it is where the mesh is. */
  private Optional<NamespaceId> known() {
    return state
        .journal
        .home()
        .filter(home -> home.place().equals(mesh.aws().place()))
        .map(home -> new NamespaceId(home.namespaceId()));
  }

  /** An empty page is no proof: AWS itself has to say that it is gone. */
  private Request prove() {
    NamespaceId id = known().orElseThrow();
    return dispatcher.request(
        read("namespaces", AwsAction.GET_NAMESPACE),
        () -> cloudMap.getNamespace(id),
        state.unlessMoved(description -> {
          state.failures.clear("namespaces");
          boolean declared = description.name().equals(mesh.namespace().name());
          if (declared && description.type() == type()) {
            state.untagged.add(description);
          }
          state.search = state.untagged.isEmpty() ? Search.DONE : Search.LISTED;
        }),
        state.unlessMoved(failure -> {
          if (failure instanceof AwsFailure.Missing) {
            state.failures.clear("namespaces");
            state.search = Search.DONE;
          } else {
            failed("namespaces", failure);
          }
        }));
  }

  private Request readTags() {
    NamespaceDescription next = state.untagged.getFirst();
    return dispatcher.request(
        read("tags", AwsAction.LIST_TAGS_FOR_RESOURCE),
        () -> cloudMap.listTagsForResource(next.arn()),
        state.unlessMoved(tags -> tagged(next, Optional.of(identity.standing(tags)))),
        state.unlessMoved(failure -> {
          if (failure instanceof AwsFailure.Missing) {
            tagged(next, Optional.empty());
          } else {
            failed("tags", failure);
          }
        }));
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
            ? state.tagged.stream().findFirst().filter(_ -> state.tagged.size() == 1)
            : state.tagged.stream().filter(NamespaceSearch::ours).findFirst();
  }

  private static boolean ours(Found found) {
    return found.standing() == Standing.OURS || found.standing() == Standing.FORMER;
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
