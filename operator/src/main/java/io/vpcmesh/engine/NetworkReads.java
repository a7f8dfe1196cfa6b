package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.engine.Dispatcher.Purpose;
import io.vpcmesh.engine.requests.Request;
import io.vpcmesh.engine.requests.Request.Priority;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.topology.Mesh;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks whether the networks of a mesh exist: before anything is created in them, and once in a
 * while. It is advice: whoever may not ask goes on, and what exists already waits for no answer.
 */
final class NetworkReads {

  private static final Logger LOG = LoggerFactory.getLogger(NetworkReads.class);
  private static final String SLOT = "networks";

  private final EngineContext context;
  private final Dispatcher dispatcher;
  private final MeshState state;
  private final Mesh mesh;

  NetworkReads(EngineContext context, Dispatcher dispatcher, MeshState state, Mesh mesh) {
    this.context = context;
    this.dispatcher = dispatcher;
    this.state = state;
    this.mesh = mesh;
  }

  Optional<Request> due() {
    boolean lately =
        state.networks.tellsOf(mesh.aws().vpcs())
            && state.networks.nextLook().isAfter(context.loop.now());
    return lately ? Optional.empty() : Optional.of(describe());
  }

  /** When to ask again without anything having happened. */
  Instant nextLook() {
    return state.networks.tellsOf(mesh.aws().vpcs()) ? state.networks.nextLook() : Instant.MAX;
  }

  private Request describe() {
    ImmutableSet<String> vpcs = mesh.aws().vpcs();
    Ec2 ec2 = context.cloud.ec2(mesh.aws().place());
    Purpose purpose =
        new Purpose(
            state.key,
            SLOT,
            isAtWork() ? Priority.AUDIT : Priority.ADDITION,
            ImmutableList.of(AwsAction.DESCRIBE_VPCS),
            context.budget(mesh.aws().place()));
    return dispatcher.request(
        purpose,
        () -> ec2.describeVpcs(vpcs),
        state.unlessMoved(found -> told(vpcs, found)),
        state.unlessMoved(failure -> failed(vpcs, failure)));
  }

  private void told(ImmutableSet<String> vpcs, ImmutableSet<String> found) {
    state.failures.clear(SLOT);
    ImmutableSet<String> missing = Sets.difference(vpcs, found).immutableCopy();
    state.networks = new Networks(vpcs, missing, Optional.empty(), context.loop.now());
  }

  private void failed(ImmutableSet<String> vpcs, AwsFailure failure) {
    if (passes(failure) && !isAtWork()) {
      state.failures.add(SLOT, failure, context.loop.now());
      return;
    }
    Optional<String> unchecked = passes(failure) ? state.networks.unchecked() : why(failure);
    if (!unchecked.equals(state.networks.unchecked())) {
      LOG.atWarn().addKeyValue("mesh", state.key.ref()).log(failure.error().toString());
    }
    ImmutableSet<String> stillMissing =
        Sets.intersection(state.networks.missing(), vpcs).immutableCopy();
    state.failures.clear(SLOT);
    state.networks = new Networks(vpcs, stillMissing, unchecked, context.loop.now());
  }

  /** AWS's own words differ from call to call, so they are for the log alone. */
  private static Optional<String> why(AwsFailure failure) {
    return Optional.of(
        "whether the VPCs exist could not be checked (%s)%s"
            .formatted(
                failure.error().code(),
                failure instanceof AwsFailure.Denied ? ": allow ec2:DescribeVpcs" : ""));
  }

  private static boolean passes(AwsFailure failure) {
    return switch (failure) {
      case AwsFailure.Throttled _, AwsFailure.Unavailable _, AwsFailure.Unknown _ -> true;
      case AwsFailure.Denied _,
          AwsFailure.Invalid _,
          AwsFailure.QuotaExceeded _,
          AwsFailure.Conflict _,
          AwsFailure.Missing _ ->
          false;
    };
  }

  /** Whether there is a namespace already, as far as is known. */
  private boolean isAtWork() {
    return state.namespace.isPresent() || state.journal.home().isPresent();
  }
}
