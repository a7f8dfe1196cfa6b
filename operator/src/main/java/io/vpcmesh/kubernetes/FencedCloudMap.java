package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.AwsException;
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
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;
import java.util.Optional;

/** Cloud Map behind a fence: reading is free, each write asks first whether we lead. */
record FencedCloudMap(CloudMap cloudMap, Fence fence) implements CloudMap {

  @Override
  public OperationId createPrivateDnsNamespace(NamespaceSpec namespace) {
    check(AwsAction.CREATE_PRIVATE_DNS_NAMESPACE);
    return cloudMap.createPrivateDnsNamespace(namespace);
  }

  @Override
  public OperationId createHttpNamespace(NamespaceSpec namespace) {
    check(AwsAction.CREATE_HTTP_NAMESPACE);
    return cloudMap.createHttpNamespace(namespace);
  }

  @Override
  public OperationId deleteNamespace(NamespaceId namespace) {
    check(AwsAction.DELETE_NAMESPACE);
    return cloudMap.deleteNamespace(namespace);
  }

  @Override
  public NamespaceDescription getNamespace(NamespaceId namespace) {
    return cloudMap.getNamespace(namespace);
  }

  @Override
  public Page<NamespaceDescription> listNamespaces(
      NamespaceType type, String name, Optional<String> nextToken) {
    return cloudMap.listNamespaces(type, name, nextToken);
  }

  @Override
  public ServiceDescription createService(ServiceSpec service) {
    check(AwsAction.CREATE_SERVICE);
    return cloudMap.createService(service);
  }

  @Override
  public OperationId updateService(ServiceUpdate update) {
    check(AwsAction.UPDATE_SERVICE);
    return cloudMap.updateService(update);
  }

  @Override
  public void deleteService(ServiceId service) {
    check(AwsAction.DELETE_SERVICE);
    cloudMap.deleteService(service);
  }

  @Override
  public ServiceDescription getService(ServiceId service) {
    return cloudMap.getService(service);
  }

  @Override
  public Page<ServiceDescription> listServices(NamespaceId namespace, Optional<String> nextToken) {
    return cloudMap.listServices(namespace, nextToken);
  }

  @Override
  public OperationId registerInstance(Registration registration) {
    check(AwsAction.REGISTER_INSTANCE);
    return cloudMap.registerInstance(registration);
  }

  @Override
  public OperationId deregisterInstance(ServiceId service, InstanceId instance) {
    check(AwsAction.DEREGISTER_INSTANCE);
    return cloudMap.deregisterInstance(service, instance);
  }

  @Override
  public RegisteredInstance getInstance(ServiceId service, InstanceId instance) {
    return cloudMap.getInstance(service, instance);
  }

  @Override
  public Page<RegisteredInstance> listInstances(ServiceId service, Optional<String> nextToken) {
    return cloudMap.listInstances(service, nextToken);
  }

  @Override
  public void updateInstanceCustomHealthStatus(
      ServiceId service, InstanceId instance, HealthStatus status) {
    check(AwsAction.UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS);
    cloudMap.updateInstanceCustomHealthStatus(service, instance, status);
  }

  @Override
  public ImmutableList<DiscoveredInstance> discoverInstances(String httpName, String serviceName) {
    return cloudMap.discoverInstances(httpName, serviceName);
  }

  @Override
  public Operation getOperation(OperationId operation) {
    return cloudMap.getOperation(operation);
  }

  @Override
  public ImmutableMap<String, String> listTagsForResource(String arn) {
    return cloudMap.listTagsForResource(arn);
  }

  @Override
  public void tagResource(String arn, ImmutableMap<String, String> tags) {
    check(AwsAction.TAG_RESOURCE);
    cloudMap.tagResource(arn, tags);
  }

  private void check(AwsAction action) {
    if (!fence.isOpen()) {
      throw new AwsException(
          new AwsFailure.Unavailable(
              new AwsError(
                  action, "NotLeading", "this replica does not lead (any more): nothing is sent")));
    }
  }
}
