package io.vpcmesh.cloud.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.CaseFormat;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.NamespaceType;
import io.vpcmesh.cloud.RegisteredInstance;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.OperationId;
import io.vpcmesh.model.ServiceId;

/** One request that came over the wire as one call of the port. */
record WireCalls(CloudMap cloudMap) {

  /** The action that AWS calls so, such as {@code RegisterInstance}. */
  static AwsAction action(String awsName) {
    return AwsAction.valueOf(CaseFormat.UPPER_CAMEL.to(CaseFormat.UPPER_UNDERSCORE, awsName));
  }

  ObjectNode answer(AwsAction action, WireRequest asked) {
    return switch (action) {
      case CREATE_PRIVATE_DNS_NAMESPACE ->
          WireAnswer.operationId(cloudMap.createPrivateDnsNamespace(asked.namespaceSpec()));
      case CREATE_HTTP_NAMESPACE ->
          WireAnswer.operationId(cloudMap.createHttpNamespace(asked.namespaceSpec()));
      case DELETE_NAMESPACE ->
          WireAnswer.operationId(cloudMap.deleteNamespace(new NamespaceId(asked.text("Id"))));
      case GET_NAMESPACE ->
          WireAnswer.of(
              "Namespace",
              WireAnswer.namespace(cloudMap.getNamespace(new NamespaceId(asked.text("Id")))));
      case LIST_NAMESPACES -> namespaces(asked);
      case CREATE_SERVICE ->
          WireAnswer.of("Service", WireAnswer.service(cloudMap.createService(asked.serviceSpec())));
      case UPDATE_SERVICE -> WireAnswer.operationId(cloudMap.updateService(asked.serviceUpdate()));
      case DELETE_SERVICE -> nothing(() -> cloudMap.deleteService(new ServiceId(asked.text("Id"))));
      case GET_SERVICE ->
          WireAnswer.of(
              "Service", WireAnswer.service(cloudMap.getService(new ServiceId(asked.text("Id")))));
      case LIST_SERVICES ->
          WireAnswer.page(
              "Services",
              cloudMap.listServices(
                  new NamespaceId(asked.filter("NAMESPACE_ID")), asked.nextToken()),
              WireAnswer::service);
      case LIST_TAGS_FOR_RESOURCE ->
          WireAnswer.list(
              "Tags",
              cloudMap.listTagsForResource(asked.text("ResourceARN")).entrySet().asList(),
              WireAnswer::tag);
      case TAG_RESOURCE ->
          nothing(() -> cloudMap.tagResource(asked.text("ResourceARN"), asked.tags()));
      case GET_OPERATION ->
          WireAnswer.of(
              "Operation",
              WireAnswer.operation(
                  cloudMap.getOperation(new OperationId(asked.text("OperationId")))));
      case REGISTER_INSTANCE,
          DEREGISTER_INSTANCE,
          GET_INSTANCE,
          LIST_INSTANCES,
          DISCOVER_INSTANCES,
          UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS ->
          ofInstances(action, asked);
      case GET_CALLER_IDENTITY,
          ASSUME_ROLE,
          DESCRIBE_ALARMS,
          DESCRIBE_VPCS,
          DESCRIBE_SECURITY_GROUPS,
          DESCRIBE_SECURITY_GROUP_RULES,
          CREATE_SECURITY_GROUP,
          DELETE_SECURITY_GROUP,
          AUTHORIZE_SECURITY_GROUP_INGRESS,
          REVOKE_SECURITY_GROUP_INGRESS,
          CREATE_TAGS,
          DESCRIBE_NETWORK_INTERFACES,
          DESCRIBE_MANAGED_PREFIX_LISTS,
          GET_MANAGED_PREFIX_LIST_ENTRIES ->
          throw new IllegalArgumentException("not of Cloud Map");
    };
  }

  private ObjectNode ofInstances(AwsAction action, WireRequest asked) {
    return switch (action) {
      case REGISTER_INSTANCE ->
          WireAnswer.operationId(cloudMap.registerInstance(asked.registration()));
      case DEREGISTER_INSTANCE ->
          WireAnswer.operationId(cloudMap.deregisterInstance(asked.service(), asked.instance()));
      case GET_INSTANCE ->
          WireAnswer.of(
              "Instance",
              WireAnswer.registered(cloudMap.getInstance(asked.service(), asked.instance())));
      case LIST_INSTANCES ->
          WireAnswer.<RegisteredInstance>page(
              "Instances",
              cloudMap.listInstances(asked.service(), asked.nextToken()),
              WireAnswer::registered);
      case DISCOVER_INSTANCES ->
          WireAnswer.list(
              "Instances",
              cloudMap.discoverInstances(asked.text("NamespaceName"), asked.text("ServiceName")),
              WireAnswer::discovered);
      case UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS ->
          nothing(() ->
              cloudMap.updateInstanceCustomHealthStatus(
                  asked.service(), asked.instance(), HealthStatus.valueOf(asked.text("Status"))));
      default -> throw new IllegalArgumentException(action + " is not about instances");
    };
  }

  private ObjectNode namespaces(WireRequest asked) {
    return WireAnswer.page(
        "Namespaces",
        cloudMap.listNamespaces(
            NamespaceType.valueOf(asked.filter("TYPE")), asked.filter("NAME"), asked.nextToken()),
        WireAnswer::namespace);
  }

  private static ObjectNode nothing(Runnable call) {
    call.run();
    return WireAnswer.empty();
  }
}
