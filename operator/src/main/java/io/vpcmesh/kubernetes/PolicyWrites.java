package io.vpcmesh.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vpcmesh.model.Problem;
import java.util.Optional;

/**
 * The calls by which a SecurityGroupPolicy is made, changed and deleted; only ours ever is. They
 * block, and throw what the client throws.
 */
interface PolicyWrites {

  /**
   * Makes it or changes it, unless somebody else's is there.
   *
   * @param known what is there, as far as that was seen
   */
  Outcome apply(PodPolicy policy, HasMetadata endpoint, Optional<GenericKubernetesResource> known);

  /** Takes it away, unless it changed since. */
  Outcome delete(GenericKubernetesResource there);

  /** What became of a call. */
  sealed interface Outcome {

    /**
     * What was wanted.
     *
     * @param now what is there by now
     */
    record Done(Optional<GenericKubernetesResource> now) implements Outcome {

      @Override
      public String toString() {
        return "done";
      }
    }

    /** Something else. */
    record Failed(Problem problem) implements Outcome {}
  }
}
