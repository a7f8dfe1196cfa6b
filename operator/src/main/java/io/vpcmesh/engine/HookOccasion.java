package io.vpcmesh.engine;

import io.vpcmesh.model.Hook;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;

/**
 * What hooks are asked about.
 *
 * @param target whose deployment it is
 * @param deployment its name
 * @param revision that is brought in
 * @param step counted from 1; 0 where the stage is none of a step
 * @param phase of the deployment
 */
public record HookOccasion(
    MeshId mesh,
    Key target,
    String deployment,
    long revision,
    Hook.Stage stage,
    int step,
    String phase) {}
