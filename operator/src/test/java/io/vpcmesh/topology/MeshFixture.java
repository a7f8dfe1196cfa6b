package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.AuthorizationDefault;
import io.vpcmesh.api.v1alpha1.CloudMapNamespace;
import io.vpcmesh.api.v1alpha1.DeploymentHook;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.Discovery;
import io.vpcmesh.api.v1alpha1.DriftPolicy;
import io.vpcmesh.api.v1alpha1.Enforcement;
import io.vpcmesh.api.v1alpha1.LabelExpression;
import io.vpcmesh.api.v1alpha1.Members;
import io.vpcmesh.api.v1alpha1.MeshAuthorization;
import io.vpcmesh.api.v1alpha1.MeshAws;
import io.vpcmesh.api.v1alpha1.MeshDefaults;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.NamespaceSelector;
import io.vpcmesh.api.v1alpha1.NamespaceType;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.PodSecurityGroups;
import io.vpcmesh.api.v1alpha1.Revocation;
import io.vpcmesh.api.v1alpha1.SecurityGroupMode;
import io.vpcmesh.api.v1alpha1.SecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.api.v1alpha1.Vpc;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.Resource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A declared mesh that is valid until a test says otherwise. */
record MeshFixture(Resource<ServiceMeshSpec> resource) {

  static final MeshAws AWS =
      new MeshAws(
          "eu-west-1", null, null, ImmutableList.of(new Vpc("vpc-0a", true)), ImmutableMap.of());

  /** The mesh "mesh" of a namespace, open to its own namespace only. */
  static MeshFixture mesh(String namespace) {
    ServiceMeshSpec spec =
        new ServiceMeshSpec(
            MeshMode.ENFORCE,
            AWS,
            dns("shop.internal"),
            null,
            null,
            null,
            null,
            null,
            null,
            List.of(),
            5);
    return new MeshFixture(
        new Resource<>(
            new ObjectRef(namespace, "mesh"),
            "uid-mesh",
            1,
            EndpointFixture.CREATED,
            false,
            ImmutableMap.of(),
            spec));
  }

  static CloudMapNamespace dns(String name) {
    return new CloudMapNamespace(name, NamespaceType.DNS_PRIVATE, Ownership.MANAGED);
  }

  MeshId id() {
    return new MeshId(resource.ref());
  }

  MeshFixture edited(UnaryOperator<ServiceMeshSpec> edit) {
    return new MeshFixture(resource.respecified(edit.apply(resource.spec())));
  }

  MeshFixture with(UnaryOperator<ServiceMeshSpec> edit) {
    return new MeshFixture(
        new Resource<>(
            resource.ref(),
            resource.uid(),
            resource.generation(),
            resource.createdAt(),
            resource.deleting(),
            resource.annotations(),
            edit.apply(resource.spec())));
  }

  static ServiceMeshSpec mode(ServiceMeshSpec spec, MeshMode mode) {
    return new ServiceMeshSpec(
        mode,
        spec.aws(),
        spec.namespace(),
        spec.members(),
        spec.defaults(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment(),
        spec.hooks(),
        spec.maxConcurrentDeployments());
  }

  static ServiceMeshSpec aws(ServiceMeshSpec spec, MeshAws aws) {
    return new ServiceMeshSpec(
        spec.mode(),
        aws,
        spec.namespace(),
        spec.members(),
        spec.defaults(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment(),
        spec.hooks(),
        spec.maxConcurrentDeployments());
  }

  static ServiceMeshSpec namespace(ServiceMeshSpec spec, CloudMapNamespace namespace) {
    return new ServiceMeshSpec(
        spec.mode(),
        spec.aws(),
        namespace,
        spec.members(),
        spec.defaults(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment(),
        spec.hooks(),
        spec.maxConcurrentDeployments());
  }

  static ServiceMeshSpec members(ServiceMeshSpec spec, @Nullable NamespaceSelector selector) {
    return new ServiceMeshSpec(
        spec.mode(),
        spec.aws(),
        spec.namespace(),
        new Members(selector),
        spec.defaults(),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment(),
        spec.hooks(),
        spec.maxConcurrentDeployments());
  }

  static ServiceMeshSpec defaults(ServiceMeshSpec spec, Discovery discovery) {
    return new ServiceMeshSpec(
        spec.mode(),
        spec.aws(),
        spec.namespace(),
        spec.members(),
        new MeshDefaults(discovery),
        spec.authorization(),
        spec.securityGroups(),
        spec.paused(),
        spec.deployment(),
        spec.hooks(),
        spec.maxConcurrentDeployments());
  }

  static ServiceMeshSpec deployments(
      ServiceMeshSpec spec,
      boolean paused,
      @Nullable DeploymentSettings deployment,
      int maxConcurrent,
      DeploymentHook... hooks) {
    return new ServiceMeshSpec(
        spec.mode(),
        spec.aws(),
        spec.namespace(),
        spec.members(),
        spec.defaults(),
        spec.authorization(),
        spec.securityGroups(),
        paused,
        deployment,
        ImmutableList.copyOf(hooks),
        maxConcurrent);
  }

  /** With a security group for each endpoint. */
  MeshFixture secured() {
    return secured(
        null,
        new SecurityGroups(
            SecurityGroupMode.PER_SERVICE, ImmutableList.of(), null, DriftPolicy.REVERT, null));
  }

  MeshFixture secured(@Nullable MeshAuthorization authorization, SecurityGroups groups) {
    return with(spec ->
        new ServiceMeshSpec(
            spec.mode(),
            spec.aws(),
            spec.namespace(),
            spec.members(),
            spec.defaults(),
            authorization,
            groups,
            spec.paused(),
            spec.deployment(),
            spec.hooks(),
            spec.maxConcurrentDeployments()));
  }

  /** With a security group for each endpoint, and this said of who may call whom. */
  MeshFixture secured(
      AuthorizationDefault access, Enforcement enforcement, String... allowedCidrs) {
    return secured(
        new MeshAuthorization(
            access,
            enforcement,
            ImmutableList.copyOf(allowedCidrs),
            ImmutableList.of("pl-0a1b2c3d"),
            Revocation.DEPLOYMENT),
        new SecurityGroups(
            SecurityGroupMode.PER_SERVICE,
            ImmutableList.of("sg-0a1b2c3d"),
            null,
            DriftPolicy.REVERT,
            null));
  }

  /** With a security group for each endpoint, which is put on pods together with these. */
  MeshFixture putOnPods(String... additional) {
    ImmutableList<String> ids = ImmutableList.copyOf(additional);
    return secured(
        null,
        new SecurityGroups(
            SecurityGroupMode.PER_SERVICE,
            ids,
            null,
            DriftPolicy.REVERT,
            new PodSecurityGroups(ids)));
  }

  /** Open to namespaces with these labels. */
  MeshFixture selecting(ImmutableMap<String, String> labels, LabelExpression... expressions) {
    return with(
        spec -> members(spec, new NamespaceSelector(labels, ImmutableList.copyOf(expressions))));
  }

  MeshFixture openToAll() {
    return selecting(ImmutableMap.of());
  }

  ImmutableList<String> complaints() {
    return Complaints.of(MeshParser.parse(id(), resource.spec()));
  }

  Mesh parsed() {
    return Complaints.none(MeshParser.parse(id(), resource.spec()));
  }
}
