package io.vpcmesh.model;

import static io.vpcmesh.model.AwsService.CLOUDWATCH;
import static io.vpcmesh.model.AwsService.EC2;
import static io.vpcmesh.model.AwsService.SERVICEDISCOVERY;
import static io.vpcmesh.model.AwsService.STS;

import com.google.common.base.Ascii;
import com.google.common.base.CaseFormat;

/** The AWS actions that the operator can call. */
public enum AwsAction {
  GET_CALLER_IDENTITY(STS, false),
  ASSUME_ROLE(STS, false),
  DESCRIBE_ALARMS(CLOUDWATCH, false),
  DESCRIBE_VPCS(EC2, false),
  DESCRIBE_SECURITY_GROUPS(EC2, false),
  DESCRIBE_SECURITY_GROUP_RULES(EC2, false),
  CREATE_SECURITY_GROUP(EC2, true),
  DELETE_SECURITY_GROUP(EC2, true),
  AUTHORIZE_SECURITY_GROUP_INGRESS(EC2, true),
  REVOKE_SECURITY_GROUP_INGRESS(EC2, true),
  CREATE_TAGS(EC2, true),
  DESCRIBE_NETWORK_INTERFACES(EC2, false),
  DESCRIBE_MANAGED_PREFIX_LISTS(EC2, false),
  GET_MANAGED_PREFIX_LIST_ENTRIES(EC2, false),
  CREATE_PRIVATE_DNS_NAMESPACE(SERVICEDISCOVERY, true),
  CREATE_HTTP_NAMESPACE(SERVICEDISCOVERY, true),
  DELETE_NAMESPACE(SERVICEDISCOVERY, true),
  GET_NAMESPACE(SERVICEDISCOVERY, false),
  LIST_NAMESPACES(SERVICEDISCOVERY, false),
  CREATE_SERVICE(SERVICEDISCOVERY, true),
  UPDATE_SERVICE(SERVICEDISCOVERY, true),
  DELETE_SERVICE(SERVICEDISCOVERY, true),
  GET_SERVICE(SERVICEDISCOVERY, false),
  LIST_SERVICES(SERVICEDISCOVERY, false),
  REGISTER_INSTANCE(SERVICEDISCOVERY, true),
  DEREGISTER_INSTANCE(SERVICEDISCOVERY, true),
  GET_INSTANCE(SERVICEDISCOVERY, false),
  LIST_INSTANCES(SERVICEDISCOVERY, false),
  UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS(SERVICEDISCOVERY, true),
  DISCOVER_INSTANCES(SERVICEDISCOVERY, false),
  GET_OPERATION(SERVICEDISCOVERY, false),
  LIST_TAGS_FOR_RESOURCE(SERVICEDISCOVERY, false),
  TAG_RESOURCE(SERVICEDISCOVERY, true);

  private final AwsService service;
  private final boolean mutating;

  AwsAction(AwsService service, boolean mutating) {
    this.service = service;
    this.mutating = mutating;
  }

  public AwsService service() {
    return service;
  }

  /** Whether the action changes anything in AWS. */
  public boolean mutating() {
    return mutating;
  }

  /** The name as AWS writes it, such as {@code RegisterInstance}. */
  public String awsName() {
    return CaseFormat.LOWER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, Ascii.toLowerCase(name()));
  }

  /** What a policy allows with it, such as {@code servicediscovery:RegisterInstance}. */
  public String permission() {
    return Ascii.toLowerCase(service.name()) + ":" + awsName();
  }
}
