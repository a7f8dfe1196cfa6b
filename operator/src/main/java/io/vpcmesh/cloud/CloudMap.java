package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;
import java.util.Optional;

/**
 * AWS Cloud Map (servicediscovery): one method, one AWS action, one request. Every method blocks
 * for at most four seconds and throws {@link AwsException}, never anything of an SDK. Nothing is
 * retried and nothing is decided here.
 *
 * <p>Methods that return an {@link OperationId} only start something: {@link #getOperation} tells
 * how it went.
 */
public interface CloudMap {

  /** How many services, namespaces or instances a page holds at most. */
  int PAGE_SIZE = 100;

  /** How many instances DiscoverInstances returns at most; it has no pages. */
  int DISCOVERY_LIMIT = 1_000;

  OperationId createPrivateDnsNamespace(NamespaceSpec namespace);

  OperationId createHttpNamespace(NamespaceSpec namespace);

  OperationId deleteNamespace(NamespaceId namespace);

  NamespaceDescription getNamespace(NamespaceId namespace);

  /** Namespaces of that type and name; several private DNS ones may share a name. */
  Page<NamespaceDescription> listNamespaces(
      NamespaceType type, String name, Optional<String> nextToken);

  ServiceDescription createService(ServiceSpec service);

  OperationId updateService(ServiceUpdate update);

  void deleteService(ServiceId service);

  ServiceDescription getService(ServiceId service);

  Page<ServiceDescription> listServices(NamespaceId namespace, Optional<String> nextToken);

  OperationId registerInstance(Registration registration);

  OperationId deregisterInstance(ServiceId service, InstanceId instance);

  RegisteredInstance getInstance(ServiceId service, InstanceId instance);

  Page<RegisteredInstance> listInstances(ServiceId service, Optional<String> nextToken);

  void updateInstanceCustomHealthStatus(
      ServiceId service, InstanceId instance, HealthStatus status);

  /** Up to {@link #DISCOVERY_LIMIT} instances of a service, of any health, in no order. */
  ImmutableList<DiscoveredInstance> discoverInstances(String httpName, String serviceName);

  Operation getOperation(OperationId operation);

  ImmutableMap<String, String> listTagsForResource(String arn);

  void tagResource(String arn, ImmutableMap<String, String> tags);
}
