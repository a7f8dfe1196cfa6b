package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DiscoveredInstance;
import io.vpcmesh.cloud.NamespaceDescription;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.RegisteredInstance;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.ServiceDescription;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.ServiceUpdate;
import io.vpcmesh.cloud.simulated.Call.Request;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;
import java.util.Optional;
import java.util.function.Supplier;

/** The account's Cloud Map as one client sees it. */
record SimulatedCloudMap(FrontDoor door, String client) implements CloudMap {

  @Override
  public OperationId createPrivateDnsNamespace(NamespaceSpec namespace) {
    return call(
        Request.of(AwsAction.CREATE_PRIVATE_DNS_NAMESPACE, namespace.name()).with(namespace.tags()),
        () -> door.backend().namespaces.create(namespace, NamespaceType.DNS_PRIVATE));
  }

  @Override
  public OperationId createHttpNamespace(NamespaceSpec namespace) {
    return call(
        Request.of(AwsAction.CREATE_HTTP_NAMESPACE, namespace.name()).with(namespace.tags()),
        () -> door.backend().namespaces.create(namespace, NamespaceType.HTTP));
  }

  @Override
  public OperationId deleteNamespace(NamespaceId namespace) {
    return call(
        Request.of(AwsAction.DELETE_NAMESPACE, namespace.value()),
        () -> door.backend().namespaces.delete(namespace));
  }

  @Override
  public NamespaceDescription getNamespace(NamespaceId namespace) {
    return call(
        Request.of(AwsAction.GET_NAMESPACE, namespace.value()),
        () -> door.backend().namespaces.get(namespace));
  }

  @Override
  public Page<NamespaceDescription> listNamespaces(
      NamespaceType type, String name, Optional<String> nextToken) {
    return call(
        Request.of(AwsAction.LIST_NAMESPACES, name),
        () -> door.backend().namespaces.list(type, name, nextToken));
  }

  @Override
  public ServiceDescription createService(ServiceSpec service) {
    return call(
        Request.of(AwsAction.CREATE_SERVICE, service.name()).with(service.tags()),
        () -> door.backend().services.create(service));
  }

  @Override
  public OperationId updateService(ServiceUpdate update) {
    return call(
        Request.of(AwsAction.UPDATE_SERVICE, update.service().value()).with(settings(update)),
        () -> door.backend().serviceUpdates.start(update));
  }

  private static ImmutableMap<String, String> settings(ServiceUpdate update) {
    return ImmutableMap.of("description", update.description(), "dns", update.dns().toString());
  }

  @Override
  public void deleteService(ServiceId service) {
    run(
        Request.of(AwsAction.DELETE_SERVICE, service.value()),
        () -> door.backend().services.delete(service));
  }

  @Override
  public ServiceDescription getService(ServiceId service) {
    return call(
        Request.of(AwsAction.GET_SERVICE, service.value()),
        () -> door.backend().serviceReads.get(service));
  }

  @Override
  public Page<ServiceDescription> listServices(NamespaceId namespace, Optional<String> nextToken) {
    return call(
        Request.of(AwsAction.LIST_SERVICES, namespace.value()),
        () -> door.backend().serviceReads.list(namespace, nextToken));
  }

  @Override
  public OperationId registerInstance(Registration registration) {
    return call(
        Request.of(
                AwsAction.REGISTER_INSTANCE,
                registration.service().value(),
                registration.instance())
            .with(registration.attributes()),
        () -> door.backend().instances.register(registration));
  }

  @Override
  public OperationId deregisterInstance(ServiceId service, InstanceId instance) {
    return call(
        Request.of(AwsAction.DEREGISTER_INSTANCE, service.value(), instance),
        () -> door.backend().instances.deregister(service, instance));
  }

  @Override
  public RegisteredInstance getInstance(ServiceId service, InstanceId instance) {
    return call(
        Request.of(AwsAction.GET_INSTANCE, service.value(), instance),
        () -> door.backend().instanceReads.get(service, instance));
  }

  @Override
  public Page<RegisteredInstance> listInstances(ServiceId service, Optional<String> nextToken) {
    return call(
        Request.of(AwsAction.LIST_INSTANCES, service.value()),
        () -> door.backend().instanceReads.list(service, nextToken));
  }

  @Override
  public void updateInstanceCustomHealthStatus(
      ServiceId service, InstanceId instance, HealthStatus status) {
    run(
        Request.of(AwsAction.UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS, service.value(), instance)
            .with(ImmutableMap.of("status", status.name())),
        () -> door.backend().health.send(service, instance, status));
  }

  @Override
  public ImmutableList<DiscoveredInstance> discoverInstances(String httpName, String serviceName) {
    return call(
        Request.of(AwsAction.DISCOVER_INSTANCES, httpName + "/" + serviceName),
        () -> door.backend().discovery.discover(httpName, serviceName));
  }

  @Override
  public Operation getOperation(OperationId operation) {
    return call(
        Request.of(AwsAction.GET_OPERATION, operation.value()),
        () -> door.backend().operations.get(operation));
  }

  @Override
  public ImmutableMap<String, String> listTagsForResource(String arn) {
    return call(
        Request.of(AwsAction.LIST_TAGS_FOR_RESOURCE, arn), () -> door.backend().tags.list(arn));
  }

  @Override
  public void tagResource(String arn, ImmutableMap<String, String> tags) {
    run(
        Request.of(AwsAction.TAG_RESOURCE, arn).with(tags),
        () -> door.backend().tags.add(arn, tags));
  }

  private <T> T call(Request request, Supplier<T> body) {
    return door.call(client, request, body);
  }

  private void run(Request request, Runnable body) {
    door.call(
        client,
        request,
        () -> {
          body.run();
          return true;
        });
  }
}
