package io.vpcmesh.engine;

import com.google.common.collect.Sets;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.FirewallChange.Claim;
import io.vpcmesh.firewall.FirewallChange.Close;
import io.vpcmesh.firewall.FirewallChange.CreateGroup;
import io.vpcmesh.firewall.FirewallChange.Open;
import io.vpcmesh.firewall.apply.GroupOutcome;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what became of one step into the ledger of the group. */
final class GroupOutcomes {

  private static final Logger LOG = LoggerFactory.getLogger(GroupOutcomes.class);

  private final EngineContext context;
  private final EndpointState state;
  private final GroupTrack track;
  private final FirewallChange step;
  private final ListReads lists;

  GroupOutcomes(
      EngineContext context,
      EndpointState state,
      GroupTrack track,
      FirewallChange step,
      ListReads lists) {
    this.context = context;
    this.state = state;
    this.track = track;
    this.step = step;
    this.lists = lists;
  }

  void done(GroupOutcome outcome) {
    Instant now = context.loop.now();
    switch (outcome) {
      case GroupOutcome.Created(var facts) -> {
        track.ledger().created(facts, now);
        track.created(facts.id(), now);
        succeeded();
      }
      case GroupOutcome.Opened(var rules) -> {
        track.ledger().opened(rules, now);
        succeeded();
      }
      case GroupOutcome.Closed closed -> closed(closed, now);
      case GroupOutcome.Claimed(var marked, _) -> {
        track.ledger().claimed(marked, now);
        track.claimed();
        succeeded();
        if (step instanceof Claim claim && !marked.containsAll(claim.rules())) {
          track.ledger().unknown();
        }
      }
      case GroupOutcome.Deleted _ -> {
        track.deleted(now);
        succeeded();
      }
      case GroupOutcome.Reread _ -> {
        track.ledger().unknown();
        succeeded();
      }
      case GroupOutcome.NotThere _ -> {
        state.patience.add(GroupRequests.SLOT, missing(), now);
        track.ledger().unknown();
      }
      case GroupOutcome.NotOurs(String message) -> refused(Reason.OwnedByAnother, message);
      case GroupOutcome.TooWide(String message) -> {
        refused(Reason.TooWide, message);
        refuteLists();
      }
    }
  }

  /** A rule that was not shown is too new for a read that lags, as long as one may lag. */
  private void closed(GroupOutcome.Closed closed, Instant now) {
    boolean lags = !now.isAfter(track.ledger().lastWrite().plus(GroupTrack.SETTLE));
    if (!closed.revoked().isEmpty()) {
      track.ledger().closed(closed.revoked(), now);
    }
    succeeded();
    boolean hidden =
        step instanceof Close close
            && !Sets.union(closed.revoked(), closed.leftAlone()).containsAll(close.ids());
    if (hidden && lags) {
      track.hidden(now);
    } else if (hidden || !closed.leftAlone().isEmpty()) {
      track.ledger().unknown();
    }
  }

  private void succeeded() {
    state.movedAt = context.loop.now();
    state.failures.clear(GroupRequests.SLOT);
    state.patience.clear(GroupRequests.SLOT);
    state.refusals.remove(GroupRequests.SLOT);
    LOG.atInfo()
        .addKeyValue("endpoint", state.key.ref())
        .addKeyValue("change", step.describe())
        .log(step.action().awsName());
  }

  /** One of the lists may not be as it was believed to be: the others are let in without it. */
  private void refuteLists() {
    if (step instanceof FirewallChange.Open open) {
      lists.refute(open.lists());
    }
  }

  private AwsFailure missing() {
    return new AwsFailure.Missing(
        new AwsFailure.AwsError(
            step.action(),
            "InvalidGroup.NotFound",
            "security group " + track.ref().name() + " is not there"));
  }

  /** It is not as it was believed to be, so it is read anew. */
  private void refused(Reason reason, String message) {
    state.refusals.put(GroupRequests.SLOT, new Problem(reason, message));
    state.patience.add(
        GroupRequests.SLOT,
        new AwsFailure.Conflict(
            new AwsFailure.AwsError(step.action(), reason.name(), message), Optional.empty()),
        context.loop.now());
    track.ledger().unknown();
    LOG.atWarn()
        .addKeyValue("endpoint", state.key.ref())
        .addKeyValue("change", step.describe())
        .log(message);
  }

  void failed(AwsFailure failure) {
    state.failures.add(GroupRequests.SLOT, step.action(), failure, context.loop.now());
    LOG.atWarn()
        .addKeyValue("endpoint", state.key.ref())
        .addKeyValue("change", step.describe())
        .log(failure.error().toString());
    if (step instanceof FirewallChange.DeleteGroup) {
      track.inUse();
    }
    if (isForAbsentSources(failure)) {
      state.failures.clear(GroupRequests.SLOT);
      return;
    }
    if (failure instanceof AwsFailure.Missing) {
      refuteLists();
    }
    switch (failure) {
      case AwsFailure.Unknown _, AwsFailure.Conflict _ when step instanceof CreateGroup ->
          track.perhapsCreated(context.loop.now());
      case AwsFailure.Unknown _, AwsFailure.Conflict _, AwsFailure.Missing _ ->
          track.ledger().unknown();
      case AwsFailure.Throttled _,
          AwsFailure.Denied _,
          AwsFailure.QuotaExceeded _,
          AwsFailure.Invalid _,
          AwsFailure.Unavailable _ -> {}
    }
  }

  /** Nothing was opened, and the rest can be as soon as those that it failed for are left out. */
  private boolean isForAbsentSources(AwsFailure failure) {
    return step instanceof Open open
        && failure instanceof AwsFailure.Missing missing
        && !new AbsentSources(state.patience).note(open, missing, context.loop.now()).isEmpty();
  }
}
