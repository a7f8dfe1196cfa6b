package io.vpcmesh.engine;

/** What became of a question to a hook. */
public sealed interface HookAnswer {

  /** The deployment may go on. */
  record Passed() implements HookAnswer {}

  /** The hook says no, or is none that may be asked; to ask again would be of no use. */
  record Failed(String message) implements HookAnswer {}

  /** Nobody answered for the hook: that is neither good nor bad. */
  record Unreachable(String message) implements HookAnswer {}
}
