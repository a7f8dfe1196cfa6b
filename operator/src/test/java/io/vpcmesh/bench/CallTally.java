package io.vpcmesh.bench;

import com.google.common.collect.EnumMultiset;
import com.google.common.collect.ImmutableMultiset;
import com.google.common.collect.Multiset;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import java.time.Instant;

/** Counts the operator's calls to AWS; a person's are not among them. */
final class CallTally implements CallObserver {

  private final Multiset<AwsAction> made = EnumMultiset.create(AwsAction.class);
  private final Multiset<AwsAction> refused = EnumMultiset.create(AwsAction.class);
  private Instant lastWrite = Instant.EPOCH;

  @Override
  public void afterCall(Call call, Outcome outcome) {
    if (!call.client().equals("operator")) {
      return;
    }
    made.add(call.action());
    if (outcome.failure().filter(AwsFailure.Throttled.class::isInstance).isPresent()) {
      refused.add(call.action());
    } else if (call.action().mutating()) {
      lastWrite = call.at();
    }
  }

  void clear() {
    made.clear();
    refused.clear();
  }

  /** Every call, refused or not. */
  int all() {
    return made.size();
  }

  /** Calls that change something, or would have. */
  int writes() {
    return (int) made.stream().filter(AwsAction::mutating).count();
  }

  int reads() {
    return all() - writes();
  }

  int of(AwsAction action) {
    return made.count(action);
  }

  /** Calls refused for their rate. */
  ImmutableMultiset<AwsAction> refused() {
    return ImmutableMultiset.copyOf(refused);
  }

  /** When the last write was accepted. */
  Instant lastWrite() {
    return lastWrite;
  }
}
