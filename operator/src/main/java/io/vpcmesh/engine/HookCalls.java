package io.vpcmesh.engine;

import io.vpcmesh.model.Hook;

/** Asks hooks whether a deployment may go on. */
public interface HookCalls {

  /** For drivers that cannot reach any. */
  HookCalls NONE =
      (_, _) -> new HookAnswer.Failed("this program does not call hooks: take them out");

  /** Blocks for at most the timeout of the hook. May be called from any thread. */
  HookAnswer ask(Hook hook, HookOccasion occasion);
}
