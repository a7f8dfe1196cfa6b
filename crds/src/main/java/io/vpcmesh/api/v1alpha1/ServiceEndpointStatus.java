package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says of one service. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServiceEndpointStatus(
    @Nullable Long observedGeneration,
    List<Condition> conditions,
    @Nullable String phase,
    @Nullable Effective effective,
    @Nullable RevisionStatus revision,
    @Nullable InstanceCount instances,
    List<EndpointAddress> addresses,
    @Nullable String backend,
    @Nullable String address,
    @Nullable EndpointAwsStatus aws,
    List<Quota> quotas,
    List<String> plannedChanges,
    List<String> notes,
    @Nullable DeploymentSummary deployment,
    @Nullable RollbackStatus lastRollback,
    List<QuarantinedRevision> quarantine,
    @Nullable HandledVerbs handled) {
  public ServiceEndpointStatus {
    conditions = Copies.list(conditions);
    addresses = Copies.list(addresses);
    quotas = Copies.list(quotas);
    plannedChanges = Copies.list(plannedChanges);
    notes = Copies.list(notes);
    quarantine = Copies.list(quarantine);
  }
}
