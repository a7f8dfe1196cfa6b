package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.model.AlarmState;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The alarms of the account. People make and delete them; nothing here measures anything. */
record Alarms(World world) {

  void put(KeptAlarm kept) {
    world.alarms().put(world.now(), kept.alarm().name(), kept);
  }

  void delete(String name) {
    world.alarms().remove(world.now(), name);
  }

  Page<Alarm> describe(ImmutableSet<String> names, Optional<String> nextToken) {
    String start = Pages.start(nextToken);
    if (world.circumstances().emptyPage().isPresent()) {
      return Pages.empty(world.circumstances().emptyPage().orElseThrow(), start);
    }
    requireAll(names);
    boolean filtered = world.rules().keeps(AlarmRule.FILTERED);
    return Pages.cut(
        seen(start)
            .filter(kept -> !filtered || names.contains(kept.alarm().name()))
            .map(this::shown),
        CloudWatch.MOST_ALARMS,
        Alarm::name);
  }

  private void requireAll(ImmutableSet<String> names) {
    if (!world.rules().keeps(AlarmRule.UNKNOWN_LEFT_OUT)) {
      names.stream()
          .filter(name -> world.alarms().find(name).isEmpty())
          .forEach(name -> {
            throw Refused.missing("ResourceNotFound", "there is no alarm '" + name + "'");
          });
    }
  }

  private Stream<KeptAlarm> seen(String start) {
    Instant at = world.seen(AlarmRule.READS_LAG, world.settings().latencies().listingLag());
    boolean composite = world.rules().keeps(AlarmRule.COMPOSITE_SHOWN);
    return world.alarms().streamAfter(start, at).filter(kept -> composite || !kept.composite());
  }

  private Alarm shown(KeptAlarm kept) {
    return world.rules().keeps(AlarmRule.STATE_SHOWN)
        ? kept.alarm()
        : new Alarm(kept.alarm().name(), AlarmState.OK);
  }
}
