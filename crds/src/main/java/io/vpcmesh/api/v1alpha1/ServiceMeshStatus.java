package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator says of a mesh. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ServiceMeshStatus(
    @Nullable Long observedGeneration,
    List<Condition> conditions,
    @Nullable String phase,
    @Nullable Effective effective,
    @Nullable RevisionStatus revision,
    @Nullable MemberCount members,
    @Nullable MeshAwsStatus aws,
    List<Quota> quotas,
    List<String> plannedChanges,
    List<String> notes,
    @Nullable DeploymentSummary deployment,
    @Nullable RollbackStatus lastRollback,
    List<QuarantinedRevision> quarantine,
    @Nullable HandledVerbs handled) {
  public ServiceMeshStatus {
    conditions = Copies.list(conditions);
    quotas = Copies.list(quotas);
    plannedChanges = Copies.list(plannedChanges);
    notes = Copies.list(notes);
    quarantine = Copies.list(quarantine);
  }
}
