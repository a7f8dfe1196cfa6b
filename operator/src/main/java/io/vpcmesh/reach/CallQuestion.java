package io.vpcmesh.reach;

import io.vpcmesh.model.EndpointKey;
import java.util.Optional;

/**
 * May one endpoint call another?
 *
 * @param port by its name or a number, as clients or as instances know it; absent: any
 */
public record CallQuestion(EndpointKey from, EndpointKey to, Optional<String> port) {}
