package io.vpcmesh.engine;

import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.engine.Happening.Opinion;
import io.vpcmesh.model.AlarmState;
import java.util.Optional;

/** The alarm and the hook that a mesh may listen to; at first neither has anything against it. */
final class Advisers {

  private final TestWorld world;
  private Opinion opinion = Opinion.APPROVES;

  Advisers(TestWorld world) {
    this.world = world;
    world.hooks = (_, _) -> answer();
    approve();
  }

  /** From now on nobody has anything against anything. */
  void approve() {
    hook(Opinion.APPROVES);
    alarm(Optional.of(AlarmState.OK));
  }

  void hook(Opinion next) {
    opinion = next;
  }

  /**
   * The alarm turns.
   *
   * @param state absent: it is deleted
   */
  void alarm(Optional<AlarmState> state) {
    state.ifPresentOrElse(
        it -> world.cloud.setAlarm(new Alarm(PolicySketch.ALARM, it)),
        () -> world.cloud.loseAlarm(PolicySketch.ALARM));
  }

  private HookAnswer answer() {
    return switch (opinion) {
      case APPROVES -> new HookAnswer.Passed();
      case OBJECTS -> new HookAnswer.Failed("not now");
      case WAITS -> new HookAnswer.Unreachable("gate.shop answers 503");
      case IS_SILENT -> new HookAnswer.Unreachable("gate.shop does not answer");
    };
  }
}
