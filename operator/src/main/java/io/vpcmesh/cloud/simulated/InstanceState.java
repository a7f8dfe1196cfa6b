package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.RegisteredInstance;
import io.vpcmesh.model.InstanceId;
import java.util.Optional;

/** An instance as the world keeps it; its service says whether it has a health. */
record InstanceState(
    InstanceId id, ImmutableMap<String, String> attributes, Optional<CustomHealth> health) {

  InstanceState withHealth(CustomHealth next) {
    return new InstanceState(id, attributes, Optional.of(next));
  }

  RegisteredInstance describe() {
    return new RegisteredInstance(id, attributes);
  }
}
