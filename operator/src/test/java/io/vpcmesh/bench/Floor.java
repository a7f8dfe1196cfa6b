package io.vpcmesh.bench;

import com.google.common.collect.ImmutableMultiset;
import io.vpcmesh.cloud.simulated.Latencies;
import io.vpcmesh.cloud.simulated.Limits;
import io.vpcmesh.cloud.simulated.Rate;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.util.Optional;

/**
 * The time that nobody can do without: what AWS takes by itself, and what its token buckets make
 * everybody wait. Round trips, polling and the order of calls are not in it.
 *
 * @param namespace AWS's own time for a namespace, if one is made
 * @param tokens until the bucket of the most limited action has handed out the last token
 * @param instance AWS's own time for the last registration
 */
record Floor(Duration namespace, Duration tokens, Duration instance) {

  private static final double NANOS_PER_SECOND = 1e9;

  /** The floor of these calls in an account with these settings. */
  static Floor of(ImmutableMultiset<AwsAction> calls, Settings settings) {
    Latencies latencies = settings.latencies();
    return new Floor(
        calls.contains(AwsAction.CREATE_PRIVATE_DNS_NAMESPACE)
            ? latencies.namespaceOperation()
            : Duration.ZERO,
        tokens(calls, settings.limits()),
        calls.contains(AwsAction.REGISTER_INSTANCE)
            ? latencies.instanceOperation()
            : Duration.ZERO);
  }

  Duration total() {
    return namespace.plus(tokens).plus(instance);
  }

  private static Duration tokens(ImmutableMultiset<AwsAction> calls, Limits limits) {
    return calls.entrySet().stream()
        .flatMap(entry ->
            Optional.ofNullable(limits.rates().get(entry.getElement()))
                .map(rate -> wait(entry.getCount(), rate))
                .stream())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Duration wait(int calls, Rate rate) {
    double seconds = Math.max(0, calls - rate.burst()) / rate.perSecond();
    return Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
  }
}
