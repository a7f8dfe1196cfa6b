package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.AwsAction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The token buckets of the account. */
final class Buckets {

  private static final double NANOS_PER_SECOND = 1e9;

  private final Limits limits;
  private final RuleBook rules;
  private final Map<ImmutableList<String>, Level> levels = new HashMap<>();

  private record Level(double tokens, Instant at) {}

  Buckets(Limits limits, RuleBook rules) {
    this.limits = limits;
    this.rules = rules;
  }

  /** Takes a token, or tells how AWS refuses the call. */
  Optional<Refused> refusal(Call call) {
    Optional<Rate> rate = limits.of(call.action());
    if (rate.isEmpty() || take(bucketOf(call), rate.orElseThrow(), call.at())) {
      return Optional.empty();
    }
    return refusal(call.action());
  }

  private Optional<Refused> refusal(AwsAction action) {
    String code =
        action == AwsAction.DISCOVER_INSTANCES
            ? "RequestLimitExceeded"
            : ErrorCodes.throttled(action);
    return rules.keeps(ruleOf(action)) ? Optional.of(Refused.throttled(code)) : Optional.empty();
  }

  private static Rule ruleOf(AwsAction action) {
    return switch (action.service()) {
      case EC2 -> GroupRule.THROTTLED;
      case CLOUDWATCH -> AlarmRule.THROTTLED;
      case SERVICEDISCOVERY, STS ->
          action == AwsAction.DISCOVER_INSTANCES
              ? RequestRule.DISCOVERY_THROTTLED
              : RequestRule.CONTROL_PLANE_THROTTLED;
    };
  }

  private ImmutableList<String> bucketOf(Call call) {
    return ImmutableList.of(
        rules.keeps(RequestRule.CLIENTS_SHARE) ? "" : call.client(),
        rules.keeps(RequestRule.ACTIONS_SEPARATE) ? call.action().name() : "");
  }

  private boolean take(ImmutableList<String> bucket, Rate rate, Instant now) {
    Level before = levels.getOrDefault(bucket, new Level(rate.burst(), now));
    double tokens = Math.min(rate.burst(), before.tokens() + refilled(rate, before.at(), now));
    boolean granted = tokens >= 1;
    levels.put(bucket, new Level(granted ? tokens - 1 : tokens, now));
    return granted;
  }

  private double refilled(Rate rate, Instant since, Instant now) {
    if (!rules.keeps(RequestRule.TOKENS_REFILL)) {
      return 0;
    }
    return Duration.between(since, now).toNanos() / NANOS_PER_SECOND * rate.perSecond();
  }
}
