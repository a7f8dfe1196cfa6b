package io.vpcmesh.runtime;

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
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;
import java.util.Optional;

/** Cloud Map whose calls are counted and timed. */
record MeasuredCloudMap(CloudMap cloudMap, MeasuredCalls calls) implements CloudMap {

  @Override
  public OperationId createPrivateDnsNamespace(NamespaceSpec namespace) {
    return calls.measure(
        AwsAction.CREATE_PRIVATE_DNS_NAMESPACE,
        () -> cloudMap.createPrivateDnsNamespace(namespace));
  }

  @Override
  public OperationId createHttpNamespace(NamespaceSpec namespace) {
    return calls.measure(
        AwsAction.CREATE_HTTP_NAMESPACE, () -> cloudMap.createHttpNamespace(namespace));
  }

  @Override
  public OperationId deleteNamespace(NamespaceId namespace) {
    return calls.measure(AwsAction.DELETE_NAMESPACE, () -> cloudMap.deleteNamespace(namespace));
  }

  @Override
  public NamespaceDescription getNamespace(NamespaceId namespace) {
    return calls.measure(AwsAction.GET_NAMESPACE, () -> cloudMap.getNamespace(namespace));
  }

  @Override
  public Page<NamespaceDescription> listNamespaces(
      NamespaceType type, String name, Optional<String> nextToken) {
    return calls.measure(
        AwsAction.LIST_NAMESPACES, () -> cloudMap.listNamespaces(type, name, nextToken));
  }

  @Override
  public ServiceDescription createService(ServiceSpec service) {
    return calls.measure(AwsAction.CREATE_SERVICE, () -> cloudMap.createService(service));
  }

  @Override
  public OperationId updateService(ServiceUpdate update) {
    return calls.measure(AwsAction.UPDATE_SERVICE, () -> cloudMap.updateService(update));
  }

  @Override
  public void deleteService(ServiceId service) {
    calls.run(AwsAction.DELETE_SERVICE, () -> cloudMap.deleteService(service));
  }

  @Override
  public ServiceDescription getService(ServiceId service) {
    return calls.measure(AwsAction.GET_SERVICE, () -> cloudMap.getService(service));
  }

  @Override
  public Page<ServiceDescription> listServices(NamespaceId namespace, Optional<String> nextToken) {
    return calls.measure(
        AwsAction.LIST_SERVICES, () -> cloudMap.listServices(namespace, nextToken));
  }

  @Override
  public OperationId registerInstance(Registration registration) {
    return calls.measure(
        AwsAction.REGISTER_INSTANCE, () -> cloudMap.registerInstance(registration));
  }

  @Override
  public OperationId deregisterInstance(ServiceId service, InstanceId instance) {
    return calls.measure(
        AwsAction.DEREGISTER_INSTANCE, () -> cloudMap.deregisterInstance(service, instance));
  }

  @Override
  public RegisteredInstance getInstance(ServiceId service, InstanceId instance) {
    return calls.measure(AwsAction.GET_INSTANCE, () -> cloudMap.getInstance(service, instance));
  }

  @Override
  public Page<RegisteredInstance> listInstances(ServiceId service, Optional<String> nextToken) {
    return calls.measure(
        AwsAction.LIST_INSTANCES, () -> cloudMap.listInstances(service, nextToken));
  }

  @Override
  public void updateInstanceCustomHealthStatus(
      ServiceId service, InstanceId instance, HealthStatus status) {
    calls.run(
        AwsAction.UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS,
        () -> cloudMap.updateInstanceCustomHealthStatus(service, instance, status));
  }

  @Override
  public ImmutableList<DiscoveredInstance> discoverInstances(String httpName, String serviceName) {
    return calls.measure(
        AwsAction.DISCOVER_INSTANCES, () -> cloudMap.discoverInstances(httpName, serviceName));
  }

  @Override
  public Operation getOperation(OperationId operation) {
    return calls.measure(AwsAction.GET_OPERATION, () -> cloudMap.getOperation(operation));
  }

  @Override
  public ImmutableMap<String, String> listTagsForResource(String arn) {
    return calls.measure(AwsAction.LIST_TAGS_FOR_RESOURCE, () -> cloudMap.listTagsForResource(arn));
  }

  @Override
  public void tagResource(String arn, ImmutableMap<String, String> tags) {
    calls.run(AwsAction.TAG_RESOURCE, () -> cloudMap.tagResource(arn, tags));
  }
}
