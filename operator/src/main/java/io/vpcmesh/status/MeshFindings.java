package io.vpcmesh.status;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.Problem;
import io.vpcmesh.status.EndpointFindings.Course;
import java.util.Optional;

/**
 * What a pass found out about a mesh, besides the view that it started from.
 *
 * @param waiting what the mesh waits for, if anything
 * @param notes what is worth knowing and no fault
 * @param planned what would be changed, when nothing may be
 * @param course of its deployments; absent where nothing may be changed
 */
public record MeshFindings(
    ImmutableList<Problem> problems,
    Optional<AwsFailure> failure,
    Optional<String> waiting,
    ImmutableList<String> planned,
    Optional<Namespace> namespace,
    int endpointsReady,
    Usage instances,
    ImmutableList<String> notes,
    Optional<Course> course) {

  /** The Cloud Map namespace of the mesh. */
  public record Namespace(String id, String arn, Optional<String> hostedZoneId) {}

  /** How much of a quota is used. */
  public record Usage(int used, int limit) {}
}
