package io.vpcmesh.cloud.rules;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.SecurityGroupId;
import java.util.Optional;

/** What the scenarios ask AWS for, complete in all that does not matter. */
final class Asked {

  static final ImmutableMap<String, String> ADDRESS =
      ImmutableMap.of("AWS_INSTANCE_IPV4", "10.0.0.1");

  static final DnsRecord A = new DnsRecord(RecordType.A, 15);
  static final DnsRecord AAAA = new DnsRecord(RecordType.AAAA, 15);
  static final DnsRecord SRV = new DnsRecord(RecordType.SRV, 15);

  /** A network that every account under test has. */
  static final String VPC = "vpc-0a1b2c3d";

  /** A network that no account has. */
  static final String NOWHERE = "vpc-00000000000000000";

  static final SecurityGroupId NO_GROUP = new SecurityGroupId("sg-00000000000000000");

  private Asked() {}

  static SecurityGroupSpec group(String name) {
    return new SecurityGroupSpec(VPC, name, "for tests", ImmutableMap.of());
  }

  static NamespaceSpec httpNamespace(String name, String requestId) {
    return new NamespaceSpec(name, Optional.empty(), "", requestId, ImmutableMap.of());
  }

  static NamespaceSpec dnsNamespace(String name, String vpc, String requestId) {
    return new NamespaceSpec(name, Optional.of(vpc), "", requestId, ImmutableMap.of());
  }

  static NamespaceSpec tagged(NamespaceSpec spec, ImmutableMap<String, String> tags) {
    return new NamespaceSpec(
        spec.name(), spec.vpc(), spec.description(), spec.creatorRequestId(), tags);
  }

  /** Each service of its own request, by namespace and name. */
  static ServiceSpec service(NamespaceId namespace, String name, DnsRecord... dns) {
    return new ServiceSpec(
        namespace, name, "", ImmutableList.copyOf(dns), false, "create-" + name, ImmutableMap.of());
  }

  static ServiceSpec withHealth(ServiceSpec spec) {
    return new ServiceSpec(
        spec.namespace(),
        spec.name(),
        spec.description(),
        spec.dns(),
        true,
        spec.creatorRequestId(),
        spec.tags());
  }

  static ServiceSpec requested(ServiceSpec spec, String requestId) {
    return new ServiceSpec(
        spec.namespace(),
        spec.name(),
        spec.description(),
        spec.dns(),
        spec.customHealth(),
        requestId,
        spec.tags());
  }

  static ServiceSpec tagged(ServiceSpec spec, ImmutableMap<String, String> tags) {
    return new ServiceSpec(
        spec.namespace(),
        spec.name(),
        spec.description(),
        spec.dns(),
        spec.customHealth(),
        spec.creatorRequestId(),
        tags);
  }

  static ServiceSpec described(ServiceSpec spec, String description) {
    return new ServiceSpec(
        spec.namespace(),
        spec.name(),
        description,
        spec.dns(),
        spec.customHealth(),
        spec.creatorRequestId(),
        spec.tags());
  }
}
