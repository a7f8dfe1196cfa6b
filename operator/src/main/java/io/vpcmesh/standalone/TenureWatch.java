package io.vpcmesh.standalone;

import io.vpcmesh.engine.Loop;
import io.vpcmesh.engine.Loop.Result;
import java.time.Duration;

/**
 * Looks again and again whether the state directory is still this daemon's. Nothing that hangs or
 * fails elsewhere, such as a round through the manifests, puts that off.
 */
final class TenureWatch {

  private static final Duration POLL = Duration.ofMillis(250);

  private final Loop loop;
  private final StateDirectory state;

  TenureWatch(Loop loop, StateDirectory state) {
    this.loop = loop;
    this.state = state;
  }

  /** Begins to look, on the loop, and never stops. */
  void start() {
    loop.post(this::look);
  }

  private void look() {
    loop.call(this::required, this::again);
  }

  private StateDirectory required() {
    state.requireTenure();
    return state;
  }

  /** Who holds the directory hears of its end from the directory itself. */
  private void again(Result<StateDirectory> result) {
    switch (result) {
      case Result.Returned<StateDirectory> _ -> loop.after(POLL, this::look);
      case Result.Threw<StateDirectory>(StateException _) -> loop.after(POLL, this::look);
      case Result.Threw<StateDirectory>(RuntimeException bug) -> throw bug;
    }
  }
}
