package io.vpcmesh.cloud.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DiscoveredInstance;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.cloud.Operation.Status;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.RegisteredInstance;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.SecurityGroup;
import io.vpcmesh.cloud.SecurityGroupFilter;
import io.vpcmesh.cloud.SecurityGroupRule;
import io.vpcmesh.cloud.SecurityGroupRule.Direction;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.Conflict;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A cloud under test and the usual moves on it. */
public final class Stage {

  /** Longer than any lag, shorter than the wait of custom health. */
  static final Duration PROPAGATION = Duration.ofSeconds(5);

  private static final int PATIENCE = 120;

  private final CloudUnderTest cloud;
  private int requests;

  public Stage(CloudUnderTest cloud) {
    this.cloud = cloud;
  }

  CloudUnderTest cloud() {
    return cloud;
  }

  CloudMap map() {
    return cloud.cloudMap();
  }

  Ec2 ec2() {
    return cloud.ec2();
  }

  /** A new group in the usual network, of which every reader knows. */
  SecurityGroupId group(String name) {
    return group(Asked.group(name));
  }

  SecurityGroupId group(SecurityGroupSpec spec) {
    SecurityGroupId group = ec2().createSecurityGroup(spec);
    pass(PROPAGATION);
    return group;
  }

  /** Adds rules without tags; every reader knows of them. */
  ImmutableList<SecurityGroupRule> authorized(
      SecurityGroupId group, IngressPermission... permissions) {
    ImmutableList<SecurityGroupRule> rules = authorize(group, permissions);
    pass(PROPAGATION);
    return rules;
  }

  ImmutableList<SecurityGroupRule> authorize(
      SecurityGroupId group, IngressPermission... permissions) {
    return ec2()
        .authorizeSecurityGroupIngress(group, ImmutableList.copyOf(permissions), ImmutableMap.of());
  }

  ImmutableList<SecurityGroup> described(SecurityGroupFilter filter) {
    return all(token -> ec2().describeSecurityGroups(filter, token));
  }

  ImmutableList<SecurityGroupRule> rules(SecurityGroupId... groups) {
    return all(token -> ec2().describeSecurityGroupRules(ImmutableSet.copyOf(groups), token));
  }

  ImmutableList<SecurityGroupRule> ingress(SecurityGroupId group) {
    return rules(group).stream()
        .filter(rule -> rule.direction() == Direction.INGRESS)
        .collect(ImmutableList.toImmutableList());
  }

  String freshRequestId() {
    return "request-" + ++requests;
  }

  void pass(Duration time) {
    cloud.pass(time);
  }

  NamespaceId httpNamespace(String name) {
    return namespaceOf(map().createHttpNamespace(Asked.httpNamespace(name, freshRequestId())));
  }

  NamespaceId dnsNamespace(String name) {
    return namespaceOf(
        map().createPrivateDnsNamespace(Asked.dnsNamespace(name, "vpc-1", freshRequestId())));
  }

  NamespaceId namespaceOf(OperationId creation) {
    return new NamespaceId(settled(creation).targets().getOrDefault("NAMESPACE", "none"));
  }

  ServiceId service(ServiceSpec spec) {
    return map().createService(spec).id();
  }

  /** An API-only service in a namespace of its own. */
  ServiceId someService() {
    return service(Asked.service(httpNamespace("shop"), "orders"));
  }

  /** A service whose instances have custom health, in the HTTP namespace {@code shop}. */
  ServiceId someServiceWithHealth() {
    return service(Asked.withHealth(Asked.service(httpNamespace("shop"), "orders")));
  }

  OperationId register(ServiceId service, String instance) {
    return register(service, instance, Asked.ADDRESS);
  }

  OperationId register(ServiceId service, String instance, ImmutableMap<String, String> with) {
    return map()
        .registerInstance(
            new Registration(service, new InstanceId(instance), freshRequestId(), with));
  }

  void registered(ServiceId service, String instance) {
    settled(register(service, instance));
  }

  void registered(ServiceId service, String instance, ImmutableMap<String, String> with) {
    settled(register(service, instance, with));
  }

  /** Waits for the end of an operation, however it ends. */
  Operation finished(OperationId id) {
    for (int i = 0; i < PATIENCE; i++) {
      Operation operation = map().getOperation(id);
      if (operation.status() == Status.SUCCESS || operation.status() == Status.FAIL) {
        return operation;
      }
      pass(Duration.ofSeconds(1));
    }
    throw new AssertionError("operation " + id + " does not end");
  }

  /** Waits until an operation has succeeded and every reader knows. */
  Operation settled(OperationId id) {
    Operation operation = finished(id);
    assertThat(operation.status()).isEqualTo(Status.SUCCESS);
    pass(PROPAGATION);
    return operation;
  }

  ImmutableMap<String, String> attributes(ServiceId service, String instance) {
    return map().getInstance(service, new InstanceId(instance)).attributes();
  }

  /** The first page of the service's instances, by id. */
  ImmutableList<String> listed(ServiceId service) {
    return map().listInstances(service, Optional.empty()).items().stream()
        .map(instance -> instance.id().value())
        .sorted()
        .collect(ImmutableList.toImmutableList());
  }

  ImmutableList<RegisteredInstance> allInstances(ServiceId service) {
    return all(token -> map().listInstances(service, token));
  }

  ImmutableList<String> serviceNames(NamespaceId namespace) {
    return all(token -> map().listServices(namespace, token)).stream()
        .map(ServiceDescription::name)
        .sorted()
        .collect(ImmutableList.toImmutableList());
  }

  ImmutableList<String> discovered(String httpName, String service) {
    return map().discoverInstances(httpName, service).stream()
        .map(DiscoveredInstance::id)
        .map(InstanceId::value)
        .collect(ImmutableList.toImmutableList());
  }

  static <T> ImmutableList<T> all(Function<Optional<String>, Page<T>> listing) {
    ImmutableList.Builder<T> all = ImmutableList.builder();
    Optional<String> token = Optional.empty();
    do {
      Page<T> page = listing.apply(token);
      all.addAll(page.items());
      token = page.nextToken();
    } while (token.isPresent());
    return all.build();
  }

  static AwsFailure failure(ThrowingCallable call) {
    AwsException thrown = catchThrowableOfType(AwsException.class, call);
    assertThat(thrown).as("AWS refuses the call").isNotNull();
    return thrown.failure();
  }

  static void refused(Class<? extends AwsFailure> kind, String code, ThrowingCallable call) {
    AwsFailure failure = failure(call);
    assertThat(failure).isInstanceOf(kind);
    assertThat(failure.error().code()).isEqualTo(code);
  }

  static void invalid(ThrowingCallable call) {
    refused(AwsFailure.Invalid.class, "InvalidInput", call);
  }

  /** As EC2 words it. */
  static void invalidValue(ThrowingCallable call) {
    refused(AwsFailure.Invalid.class, "InvalidParameterValue", call);
  }

  static void missing(String code, ThrowingCallable call) {
    refused(AwsFailure.Missing.class, code, call);
  }

  static void conflict(String code, Optional<String> existingId, ThrowingCallable call) {
    AwsFailure failure = failure(call);
    assertThat(failure.error().code()).isEqualTo(code);
    assertThat(failure).isEqualTo(new Conflict(failure.error(), existingId));
  }
}
