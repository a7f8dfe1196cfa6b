package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.engine.EndpointIntent.Members;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.Problem;
import io.vpcmesh.registry.PlanRules;
import io.vpcmesh.registry.PlanTerms;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.EndpointView;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What would stand against a revision of an endpoint, or of its mesh, if that held. */
final class Forecast {

  private final EngineContext context;
  private final BiFunction<EndpointKey, Endpoint, Membership> memberships;

  /**
   * Forecasts of one engine.
   *
   * @param memberships the instances behind a revision of an endpoint
   */
  Forecast(EngineContext context, BiFunction<EndpointKey, Endpoint, Membership> memberships) {
    this.context = context;
    this.memberships = memberships;
  }

  /** The instances behind the revisions that hold. */
  Members members(EndpointView view, EndpointKey key) {
    return new Members(
        view.accepted()
            .map(accepted -> memberships.apply(key, accepted.revision().spec()))
            .orElse(Membership.UNKNOWN),
        view.other().map(other -> memberships.apply(key, other)).orElse(Membership.UNKNOWN));
  }

  PlanTerms terms(Identity identity) {
    PlanRules rules = context.settings.rules();
    return new PlanTerms(rules, rules.forecast(context.settings.quotas()), identity);
  }

  /**
   * What would stand against a view of the endpoint.
   *
   * @param view as if what is judged held
   * @param actual of what holds
   */
  ImmutableSet<Problem> of(
      EndpointView view,
      MeshFact mesh,
      EndpointState state,
      EndpointAppraisal actual,
      Identity identity) {
    EndpointIntent intent =
        EndpointIntent.of(view, state.journal, mesh, members(view, state.key), identity);
    EndpointPlan plan = EndpointPlan.of(intent, state, terms(identity));
    Stream<Problem> objection =
        intent instanceof EndpointIntent.Keep keep ? keep.problem().stream() : Stream.empty();
    return Stream.of(
            objection,
            plan.problems().stream(),
            view.callers().refused().stream(),
            actual.group().of(view).refused().stream())
        .flatMap(problems -> problems)
        .filter(EndpointRollout::isOfDeclaration)
        .collect(ImmutableSet.toImmutableSet());
  }
}
