package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.CloudMapNamespace;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.model.Hook;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.topology.Mesh.AwsPlace;
import io.vpcmesh.topology.Mesh.CloudMapNamespace.Ownership;
import io.vpcmesh.topology.Mesh.Mode;
import java.util.Optional;

/** Reads the declaration of a mesh; it refuses whatever the schema refuses, as for endpoints. */
final class MeshParser {

  private static final int MAX_CONCURRENCY = 1000;

  private final Findings findings = new Findings();
  private final ServiceMeshSpec spec;

  private MeshParser(ServiceMeshSpec spec) {
    this.spec = spec;
  }

  static Parsed<Mesh> parse(MeshId id, ServiceMeshSpec spec) {
    return new MeshParser(spec).mesh(id);
  }

  private Parsed<Mesh> mesh(MeshId id) {
    Optional<Mode> mode = mode();
    Optional<AwsPlace> aws =
        findings
            .required("spec.aws", spec.aws(), "write the region and the VPC")
            .flatMap(declared -> new AwsPlaceParser(findings).parse(declared));
    Optional<Mesh.CloudMapNamespace> namespace =
        findings
            .required("spec.namespace", spec.namespace(), "name the Cloud Map namespace")
            .flatMap(this::namespace);
    Optional<LabelSelector> members =
        Optional.ofNullable(spec.members())
            .flatMap(declared -> Optional.ofNullable(declared.namespaceSelector()))
            .map(new SelectorParser(findings, "spec.members.namespaceSelector")::parse);
    DiscoveryOverrides discovery = discovery();
    Authorization authorization = new AuthorizationParser(findings).parse(spec.authorization());
    GroupPolicy groups = new GroupPolicyParser(findings).parse(spec.securityGroups());
    DeploymentOverrides deployment = deployment();
    ImmutableList<Hook> hooks = new HooksParser(findings).parse(spec.hooks());
    Optional<Integer> concurrency =
        findings.within(
            "spec.maxConcurrentDeployments", spec.maxConcurrentDeployments(), 1, MAX_CONCURRENCY);
    return findings.orElse(() ->
        new Mesh(
            id,
            mode.orElseThrow(),
            aws.orElseThrow(),
            namespace.orElseThrow(),
            members,
            discovery,
            authorization,
            groups,
            Boolean.TRUE.equals(spec.paused()),
            deployment,
            hooks,
            concurrency.orElseThrow()));
  }

  private Optional<Mode> mode() {
    Optional<Mode> choice =
        switch (spec.mode()) {
          case ENFORCE -> Optional.of(Mode.ENFORCE);
          case OBSERVE -> Optional.of(Mode.OBSERVE);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known("spec.mode", choice, "Enforce, Observe");
  }

  private Optional<Mesh.CloudMapNamespace> namespace(CloudMapNamespace declared) {
    Optional<Mesh.CloudMapNamespace.Type> type = type(declared);
    Optional<Ownership> ownership = ownership(declared);
    Shape shape =
        type.equals(Optional.of(Mesh.CloudMapNamespace.Type.HTTP))
            ? Shape.HTTP_NAMESPACE
            : Shape.DOMAIN;
    Optional<String> name = findings.shaped("spec.namespace.name", declared.name(), shape);
    return name.isPresent() && type.isPresent() && ownership.isPresent()
        ? Optional.of(
            new Mesh.CloudMapNamespace(
                name.orElseThrow(), type.orElseThrow(), ownership.orElseThrow()))
        : Optional.empty();
  }

  private Optional<Mesh.CloudMapNamespace.Type> type(CloudMapNamespace declared) {
    Optional<Mesh.CloudMapNamespace.Type> choice =
        switch (declared.type()) {
          case DNS_PRIVATE -> Optional.of(Mesh.CloudMapNamespace.Type.DNS_PRIVATE);
          case HTTP -> Optional.of(Mesh.CloudMapNamespace.Type.HTTP);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known("spec.namespace.type", choice, "DnsPrivate, Http");
  }

  private Optional<Ownership> ownership(CloudMapNamespace declared) {
    Optional<Ownership> choice =
        switch (declared.ownership()) {
          case MANAGED -> Optional.of(Ownership.MANAGED);
          case ADOPTED -> Optional.of(Ownership.ADOPTED);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known("spec.namespace.ownership", choice, "Managed, Adopted");
  }

  private DeploymentOverrides deployment() {
    DeploymentOverrides deployment = new DeploymentParser(findings).parse(spec.deployment());
    ThresholdOverrides.contradiction(DeploymentOverrides.NONE, deployment)
        .ifPresent(findings::refuse);
    return deployment;
  }

  private DiscoveryOverrides discovery() {
    return new DiscoveryParser(findings, "spec.defaults.discovery")
        .parse(spec.defaults() == null ? null : spec.defaults().discovery());
  }
}
