package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;
import java.util.Optional;

/** Cloud Map with somebody who stands around each call. */
record SupervisedCloudMap(CloudMap cloudMap, Supervision supervision) implements CloudMap {

  @Override
  public OperationId createPrivateDnsNamespace(NamespaceSpec namespace) {
    return supervision.call(
        AwsAction.CREATE_PRIVATE_DNS_NAMESPACE,
        () -> cloudMap.createPrivateDnsNamespace(namespace));
  }

  @Override
  public OperationId createHttpNamespace(NamespaceSpec namespace) {
    return supervision.call(
        AwsAction.CREATE_HTTP_NAMESPACE, () -> cloudMap.createHttpNamespace(namespace));
  }

  @Override
  public OperationId deleteNamespace(NamespaceId namespace) {
    return supervision.call(AwsAction.DELETE_NAMESPACE, () -> cloudMap.deleteNamespace(namespace));
  }

  @Override
  public NamespaceDescription getNamespace(NamespaceId namespace) {
    return supervision.call(AwsAction.GET_NAMESPACE, () -> cloudMap.getNamespace(namespace));
  }

  @Override
  public Page<NamespaceDescription> listNamespaces(
      NamespaceType type, String name, Optional<String> nextToken) {
    return supervision.call(
        AwsAction.LIST_NAMESPACES, () -> cloudMap.listNamespaces(type, name, nextToken));
  }

  @Override
  public ServiceDescription createService(ServiceSpec service) {
    return supervision.call(AwsAction.CREATE_SERVICE, () -> cloudMap.createService(service));
  }

  @Override
  public OperationId updateService(ServiceUpdate update) {
    return supervision.call(AwsAction.UPDATE_SERVICE, () -> cloudMap.updateService(update));
  }

  @Override
  public void deleteService(ServiceId service) {
    supervision.run(AwsAction.DELETE_SERVICE, () -> cloudMap.deleteService(service));
  }

  @Override
  public ServiceDescription getService(ServiceId service) {
    return supervision.call(AwsAction.GET_SERVICE, () -> cloudMap.getService(service));
  }

  @Override
  public Page<ServiceDescription> listServices(NamespaceId namespace, Optional<String> nextToken) {
    return supervision.call(
        AwsAction.LIST_SERVICES, () -> cloudMap.listServices(namespace, nextToken));
  }

  @Override
  public OperationId registerInstance(Registration registration) {
    return supervision.call(
        AwsAction.REGISTER_INSTANCE, () -> cloudMap.registerInstance(registration));
  }

  @Override
  public OperationId deregisterInstance(ServiceId service, InstanceId instance) {
    return supervision.call(
        AwsAction.DEREGISTER_INSTANCE, () -> cloudMap.deregisterInstance(service, instance));
  }

  @Override
  public RegisteredInstance getInstance(ServiceId service, InstanceId instance) {
    return supervision.call(AwsAction.GET_INSTANCE, () -> cloudMap.getInstance(service, instance));
  }

  @Override
  public Page<RegisteredInstance> listInstances(ServiceId service, Optional<String> nextToken) {
    return supervision.call(
        AwsAction.LIST_INSTANCES, () -> cloudMap.listInstances(service, nextToken));
  }

  @Override
  public void updateInstanceCustomHealthStatus(
      ServiceId service, InstanceId instance, HealthStatus status) {
    supervision.run(
        AwsAction.UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS,
        () -> cloudMap.updateInstanceCustomHealthStatus(service, instance, status));
  }

  @Override
  public ImmutableList<DiscoveredInstance> discoverInstances(String httpName, String serviceName) {
    return supervision.call(
        AwsAction.DISCOVER_INSTANCES, () -> cloudMap.discoverInstances(httpName, serviceName));
  }

  @Override
  public Operation getOperation(OperationId operation) {
    return supervision.call(AwsAction.GET_OPERATION, () -> cloudMap.getOperation(operation));
  }

  @Override
  public ImmutableMap<String, String> listTagsForResource(String arn) {
    return supervision.call(
        AwsAction.LIST_TAGS_FOR_RESOURCE, () -> cloudMap.listTagsForResource(arn));
  }

  @Override
  public void tagResource(String arn, ImmutableMap<String, String> tags) {
    supervision.run(AwsAction.TAG_RESOURCE, () -> cloudMap.tagResource(arn, tags));
  }
}
