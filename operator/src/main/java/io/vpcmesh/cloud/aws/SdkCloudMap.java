package io.vpcmesh.cloud.aws;

import static io.vpcmesh.model.AwsAction.CREATE_HTTP_NAMESPACE;
import static io.vpcmesh.model.AwsAction.CREATE_PRIVATE_DNS_NAMESPACE;
import static io.vpcmesh.model.AwsAction.CREATE_SERVICE;
import static io.vpcmesh.model.AwsAction.DELETE_NAMESPACE;
import static io.vpcmesh.model.AwsAction.DELETE_SERVICE;
import static io.vpcmesh.model.AwsAction.DEREGISTER_INSTANCE;
import static io.vpcmesh.model.AwsAction.DISCOVER_INSTANCES;
import static io.vpcmesh.model.AwsAction.GET_INSTANCE;
import static io.vpcmesh.model.AwsAction.GET_NAMESPACE;
import static io.vpcmesh.model.AwsAction.GET_OPERATION;
import static io.vpcmesh.model.AwsAction.GET_SERVICE;
import static io.vpcmesh.model.AwsAction.LIST_INSTANCES;
import static io.vpcmesh.model.AwsAction.LIST_NAMESPACES;
import static io.vpcmesh.model.AwsAction.LIST_SERVICES;
import static io.vpcmesh.model.AwsAction.LIST_TAGS_FOR_RESOURCE;
import static io.vpcmesh.model.AwsAction.REGISTER_INSTANCE;
import static io.vpcmesh.model.AwsAction.TAG_RESOURCE;
import static io.vpcmesh.model.AwsAction.UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS;
import static io.vpcmesh.model.AwsAction.UPDATE_SERVICE;

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
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.HealthStatusFilter;
import software.amazon.awssdk.services.servicediscovery.model.ListInstancesResponse;
import software.amazon.awssdk.services.servicediscovery.model.ListNamespacesResponse;
import software.amazon.awssdk.services.servicediscovery.model.ListServicesResponse;

/** Cloud Map over the SDK. */
final class SdkCloudMap implements CloudMap {

  private final ServiceDiscoveryClient client;
  private final Calls calls;

  SdkCloudMap(ServiceDiscoveryClient client, Duration timeout) {
    this.client = client;
    this.calls = Calls.of("AWS Cloud Map", client.serviceClientConfiguration(), timeout);
  }

  @Override
  public OperationId createPrivateDnsNamespace(NamespaceSpec namespace) {
    return calls.make(
        CREATE_PRIVATE_DNS_NAMESPACE,
        () ->
            Answers.operationId(
                client
                    .createPrivateDnsNamespace(Requests.privateDnsNamespace(namespace))
                    .operationId()));
  }

  @Override
  public OperationId createHttpNamespace(NamespaceSpec namespace) {
    return calls.make(
        CREATE_HTTP_NAMESPACE,
        () ->
            Answers.operationId(
                client.createHttpNamespace(Requests.httpNamespace(namespace)).operationId()));
  }

  @Override
  public OperationId deleteNamespace(NamespaceId namespace) {
    return calls.make(
        DELETE_NAMESPACE,
        () ->
            Answers.operationId(
                client.deleteNamespace(request -> request.id(namespace.value())).operationId()));
  }

  @Override
  public NamespaceDescription getNamespace(NamespaceId namespace) {
    return calls.make(
        GET_NAMESPACE,
        () ->
            Descriptions.namespace(
                client.getNamespace(request -> request.id(namespace.value())).namespace()));
  }

  @Override
  public Page<NamespaceDescription> listNamespaces(
      NamespaceType type, String name, Optional<String> nextToken) {
    return calls.make(
        LIST_NAMESPACES,
        () -> {
          ListNamespacesResponse answer =
              client.listNamespaces(request ->
                  request
                      .filters(Requests.namespaces(type, name))
                      .maxResults(PAGE_SIZE)
                      .nextToken(nextToken.orElse(null)));
          return Answers.page(
              Descriptions.namespaces(answer.namespaces(), type, name), answer.nextToken());
        });
  }

  @Override
  public ServiceDescription createService(ServiceSpec service) {
    return calls.make(
        CREATE_SERVICE,
        () -> Descriptions.service(client.createService(Requests.service(service)).service()));
  }

  @Override
  public OperationId updateService(ServiceUpdate update) {
    return calls.make(
        UPDATE_SERVICE,
        () -> Answers.operationId(client.updateService(Requests.update(update)).operationId()));
  }

  @Override
  public void deleteService(ServiceId service) {
    calls.make(DELETE_SERVICE, () -> client.deleteService(request -> request.id(service.value())));
  }

  @Override
  public ServiceDescription getService(ServiceId service) {
    return calls.make(
        GET_SERVICE,
        () ->
            Descriptions.service(
                client.getService(request -> request.id(service.value())).service()));
  }

  @Override
  public Page<ServiceDescription> listServices(NamespaceId namespace, Optional<String> nextToken) {
    return calls.make(
        LIST_SERVICES,
        () -> {
          ListServicesResponse answer =
              client.listServices(request ->
                  request
                      .filters(Requests.servicesOf(namespace))
                      .maxResults(PAGE_SIZE)
                      .nextToken(nextToken.orElse(null)));
          return Answers.page(answer.services(), answer.nextToken(), Descriptions::service);
        });
  }

  @Override
  public OperationId registerInstance(Registration registration) {
    return calls.make(
        REGISTER_INSTANCE,
        () ->
            Answers.operationId(
                client.registerInstance(Requests.register(registration)).operationId()));
  }

  @Override
  public OperationId deregisterInstance(ServiceId service, InstanceId instance) {
    return calls.make(
        DEREGISTER_INSTANCE,
        () ->
            Answers.operationId(
                client
                    .deregisterInstance(
                        request -> request.serviceId(service.value()).instanceId(instance.value()))
                    .operationId()));
  }

  @Override
  public RegisteredInstance getInstance(ServiceId service, InstanceId instance) {
    return calls.make(
        GET_INSTANCE,
        () ->
            Answers.registered(
                client
                    .getInstance(
                        request -> request.serviceId(service.value()).instanceId(instance.value()))
                    .instance()));
  }

  @Override
  public Page<RegisteredInstance> listInstances(ServiceId service, Optional<String> nextToken) {
    return calls.make(
        LIST_INSTANCES,
        () -> {
          ListInstancesResponse answer =
              client.listInstances(request ->
                  request
                      .serviceId(service.value())
                      .maxResults(PAGE_SIZE)
                      .nextToken(nextToken.orElse(null)));
          return Answers.page(answer.instances(), answer.nextToken(), Answers::registered);
        });
  }

  @Override
  public void updateInstanceCustomHealthStatus(
      ServiceId service, InstanceId instance, HealthStatus status) {
    calls.make(
        UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS,
        () ->
            client.updateInstanceCustomHealthStatus(request ->
                request
                    .serviceId(service.value())
                    .instanceId(instance.value())
                    .status(status.name())));
  }

  @Override
  public ImmutableList<DiscoveredInstance> discoverInstances(String httpName, String serviceName) {
    return calls.make(
        DISCOVER_INSTANCES,
        () ->
            client
                .discoverInstances(request ->
                    request
                        .namespaceName(httpName)
                        .serviceName(serviceName)
                        .maxResults(DISCOVERY_LIMIT)
                        .healthStatus(HealthStatusFilter.ALL))
                .instances()
                .stream()
                .map(Answers::discovered)
                .collect(ImmutableList.toImmutableList()));
  }

  @Override
  public Operation getOperation(OperationId operation) {
    return calls.make(
        GET_OPERATION,
        () ->
            Answers.operation(
                client
                    .getOperation(request -> request.operationId(operation.value()))
                    .operation()));
  }

  @Override
  public ImmutableMap<String, String> listTagsForResource(String arn) {
    return calls.make(
        LIST_TAGS_FOR_RESOURCE,
        () -> Answers.tags(client.listTagsForResource(request -> request.resourceARN(arn)).tags()));
  }

  @Override
  public void tagResource(String arn, ImmutableMap<String, String> tags) {
    calls.make(
        TAG_RESOURCE,
        () -> client.tagResource(request -> request.resourceARN(arn).tags(Requests.tags(tags))));
  }
}
