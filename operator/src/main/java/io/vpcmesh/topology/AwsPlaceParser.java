package io.vpcmesh.topology;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.MeshAws;
import io.vpcmesh.api.v1alpha1.Vpc;
import io.vpcmesh.topology.Mesh.AwsPlace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads where in AWS a mesh lives. */
record AwsPlaceParser(Findings findings) {

  private static final String VPCS = "spec.aws.vpcs";
  private static final String TAGS = "spec.aws.resourceTags";
  private static final int MAX_TAGS = 20;

  Optional<AwsPlace> parse(MeshAws declared) {
    Optional<String> region = findings.shaped("spec.aws.region", declared.region(), Shape.REGION);
    Optional<String> account =
        Optional.ofNullable(declared.accountId())
            .flatMap(id -> findings.shaped("spec.aws.accountId", id, Shape.ACCOUNT));
    Optional<String> vpc = vpc(declared.vpcs());
    ImmutableMap<String, String> tags = tags(declared.resourceTags());
    return region.isPresent() && vpc.isPresent()
        ? Optional.of(new AwsPlace(region.orElseThrow(), account, vpc.orElseThrow(), tags))
        : Optional.empty();
  }

  private Optional<String> vpc(List<Vpc> declared) {
    if (declared.size() != 1) {
      findings.refuse(VPCS, "has %d networks: write exactly one".formatted(declared.size()));
      return Optional.empty();
    }
    Vpc only = declared.getFirst();
    if (!Boolean.TRUE.equals(only.primary())) {
      findings.refuse(VPCS + "[0].primary", "is not true: one network must be the primary one");
    }
    return findings.shaped(VPCS + "[0].id", only.id(), Shape.VPC);
  }

  private ImmutableMap<String, String> tags(Map<String, String> declared) {
    if (declared.size() > MAX_TAGS) {
      findings.refuse(TAGS, "has %d tags: keep %d".formatted(declared.size(), MAX_TAGS));
    }
    declared.forEach((key, value) -> tag(key, requireNonNull(value)));
    return ImmutableMap.copyOf(declared);
  }

  private void tag(String key, String value) {
    if (findings.shaped(TAGS, key, Shape.TAG_KEY).isEmpty()) {
      return;
    }
    // Our own tags say who may delete an object: nobody else may write them.
    if (key.startsWith("aws:") || key.startsWith("vpcmesh.io/")) {
      findings.refuse(
          TAGS,
          Findings.quote(key)
              + " is reserved: choose a key that begins with neither aws: nor vpcmesh.io/");
    }
    if (!value.isEmpty()) {
      findings.shaped(TAGS + "." + key, value, Shape.TAG_VALUE);
    }
  }
}
