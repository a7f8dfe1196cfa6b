package io.vpcmesh.engine;

import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.engine.EndpointJournal.Home;
import io.vpcmesh.engine.requests.Budget;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.GuardSeam;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.RoleArn;
import io.vpcmesh.registry.apply.DeletionGate;
import io.vpcmesh.telemetry.Meters;
import io.vpcmesh.topology.Index;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the passes of one engine share. Everything here belongs to the loop. */
final class EngineContext {

  final EngineSettings settings;
  final Loop loop;
  final Store store;
  final Cloud cloud;
  final Appliers appliers;
  final Index index;
  final DeletionGate gate;
  final GroupDirectory groups = new GroupDirectory();
  final Remains remains = new Remains();
  final MakingOrder makingOrder = new MakingOrder(groups::isComing);
  Meters meters = Meters.NONE;
  GroupAttachment attachment = GroupAttachment.NONE;
  HookRounds hooks;

  /** Whose our own credentials are, as far as was asked. */
  Optional<String> ownAccount = Optional.empty();

  private final Map<Home, NamespaceHome> homes = new HashMap<>();
  private final Map<Key, NamespaceHome> readers = new HashMap<>();

  EngineContext(EngineSettings settings, Loop loop, Store store, Cloud cloud, Appliers appliers) {
    this(settings, loop, store, cloud, new Guards(appliers, new DeletionGate(), new Index()));
  }

  @GuardSeam
  EngineContext(EngineSettings settings, Loop loop, Store store, Cloud cloud, Guards guards) {
    this.settings = settings;
    this.loop = loop;
    this.store = store;
    this.cloud = cloud;
    this.appliers = guards.appliers();
    this.gate = guards.gate();
    this.index = guards.index();
    this.hooks = new HookRounds(loop, HookCalls.NONE, _ -> {});
  }

  private Consumer<NamespaceHome> onListing = home -> {};
  private Consumer<Home> onDoubt = home -> {};

  /** Who is told when the services of a namespace were listed, or have to be. */
  void onListing(Consumer<NamespaceHome> listed, Consumer<Home> wanted) {
    onListing = listed;
    onDoubt = wanted;
  }

  /** The listing of the namespace missed something. */
  void relist(Home home) {
    home(home).forget(loop.now());
    onDoubt.accept(home);
  }

  /** The namespace itself is perhaps gone. */
  void suspect(Home home) {
    home(home).suspect(true);
    onDoubt.accept(home);
  }

  void listed(NamespaceHome home) {
    onListing.accept(home);
  }

  /**
   * One key at a time reads the listing of a namespace; the others are woken when it is complete.
   *
   * @return whether it is this key's turn
   */
  boolean elect(NamespaceHome home, Key key) {
    boolean elected = home.elect(key);
    if (elected) {
      readers.put(key, home);
    }
    return elected;
  }

  /** The key does not go on with its listing: it is another's turn. */
  void resign(Key key) {
    NamespaceHome home = readers.remove(key);
    if (home != null && home.resign(key) && !home.listed() && key instanceof EndpointKey) {
      // The mesh passed it by as long as an endpoint was at it.
      onDoubt.accept(home.home());
    }
  }

  /**
   * What calls at that place are counted in. A role of the account that our own credentials belong
   * to, too, shares theirs.
   */
  Budget budget(Place place) {
    String account =
        place
            .role()
            .map(RoleArn::account)
            .filter(other -> !ownAccount.equals(Optional.of(other)))
            .orElse("own");
    return new Budget(account, place.region());
  }

  NamespaceHome home(Home home) {
    return homes.computeIfAbsent(home, NamespaceHome::new);
  }
}
