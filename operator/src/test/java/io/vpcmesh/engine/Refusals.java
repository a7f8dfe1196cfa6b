package io.vpcmesh.engine;

import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.model.AwsFailure;
import java.util.ArrayList;
import java.util.List;

/** What AWS refused to the operator for one kind of reason. */
final class Refusals implements CallObserver {

  final List<String> all = new ArrayList<>();
  private final Class<? extends AwsFailure> kind;

  private Refusals(Class<? extends AwsFailure> kind) {
    this.kind = kind;
  }

  static Refusals of(TestWorld world, Class<? extends AwsFailure> kind) {
    Refusals refusals = new Refusals(kind);
    world.cloud.observe(refusals);
    return refusals;
  }

  @Override
  public void afterCall(Call call, Outcome outcome) {
    if (call.client().equals("operator")) {
      outcome
          .failure()
          .filter(kind::isInstance)
          .map(failure -> failure.error().toString())
          .ifPresent(all::add);
    }
  }
}
