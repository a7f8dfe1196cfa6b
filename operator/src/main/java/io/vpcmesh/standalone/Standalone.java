package io.vpcmesh.standalone;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.engine.Engine;
import io.vpcmesh.engine.EngineSettings;
import io.vpcmesh.engine.HookCalls;
import io.vpcmesh.engine.Loop;
import io.vpcmesh.engine.Store.Journals;
import io.vpcmesh.membership.MembershipSource;
import io.vpcmesh.membership.StaticMembership;
import io.vpcmesh.model.Reach;
import io.vpcmesh.standalone.directory.Rules;
import io.vpcmesh.telemetry.Meters;
import io.vpcmesh.topology.TopologyEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** The daemon without a cluster: a directory of manifests, an engine and a state directory. */
public final class Standalone {

  private static final Duration BEAT = Duration.ofMillis(500);

  private final Loop loop;
  private final Engine engine;
  private final StateDirectory state;
  private final FileStore store;
  private final DirectorySource source;
  private final AtomicReference<Health> health;

  /**
   * What a daemon is made of.
   *
   * @param sources of instances, beside the addresses in the manifests
   * @param prune whether resources that vanished are deleted without asking
   */
  public record Parts(
      ManifestDirectory manifests,
      StateDirectory state,
      Cloud cloud,
      ImmutableList<MembershipSource> sources,
      EngineSettings settings,
      boolean prune) {

    /** The usual daemon. */
    public static Parts of(ManifestDirectory manifests, StateDirectory state, Cloud cloud) {
      return new Parts(
          manifests,
          state,
          cloud,
          ImmutableList.of(),
          EngineSettings.of(state.installation()),
          false);
    }

    public Parts reaching(Reach reach) {
      return new Parts(manifests, state, cloud, sources, settings.reaching(reach), prune);
    }

    public Parts pruning(boolean whether) {
      return new Parts(manifests, state, cloud, sources, settings, whether);
    }

    public Parts with(MembershipSource source) {
      return new Parts(manifests, state, cloud, ImmutableList.of(source), settings, prune);
    }

    ImmutableList<MembershipSource> allSources() {
      return ImmutableList.<MembershipSource>builder()
          .addAll(sources)
          .add(new StaticMembership())
          .build();
    }
  }

  public Standalone(Parts parts, Loop loop) {
    this.loop = loop;
    this.state = parts.state();
    this.store = state.store();
    this.engine = new Engine(parts.settings(), loop, store, parts.cloud(), parts.allSources());
    this.source =
        new DirectorySource(
            loop,
            parts.manifests(),
            state,
            new Rules(state.installation(), parts.prune()),
            new Told(engine));
    this.health = new AtomicReference<>(new Health(loop.now(), false));
  }

  private record Told(Engine engine) implements DirectorySource.Listener {

    @Override
    public void observe(TopologyEvent event) {
      engine.observe(event);
    }

    @Override
    public void synced() {
      engine.synced();
    }
  }

  /** Is measured from now on; to be called once, before the start. */
  public Standalone measuredBy(Meters meters) {
    engine.measuredBy(meters);
    return this;
  }

  /** Has the hooks of meshes asked from now on; to be called before the start. */
  public Standalone asking(HookCalls hooks) {
    engine.asking(hooks);
    return this;
  }

  /** Takes up what was written down and begins to work. */
  public void start() {
    store.onRelease(source::released);
    Journals journals = store.load();
    store.catchUp(journals);
    engine.start(journals);
    source.start();
    new TenureWatch(loop, state).start();
    loop.post(this::beat);
  }

  /** Tells the engine when instances come and go. */
  public Engine engine() {
    return engine;
  }

  /** Whether the loop is at work. */
  public boolean isAlive() {
    return health.get().isAlive(loop.now());
  }

  /** Whether all manifests were read, every resource had its first pass, and the loop works on. */
  public boolean isReady() {
    return health.get().isReady(loop.now());
  }

  private void beat() {
    boolean done = engine.isSynced() && engine.idle();
    health.updateAndGet(before -> before.at(loop.now()).whenReady(done));
    loop.after(BEAT, this::beat);
  }
}
