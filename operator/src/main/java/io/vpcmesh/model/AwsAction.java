package io.vpcmesh.model;

import com.google.common.base.Ascii;
import com.google.common.base.CaseFormat;

/** The AWS actions that the operator calls. Nothing else is in its IAM policy. */
public enum AwsAction {
  GET_CALLER_IDENTITY(false),
  ASSUME_ROLE(false),
  DESCRIBE_VPCS(false),
  CREATE_PRIVATE_DNS_NAMESPACE(true),
  CREATE_HTTP_NAMESPACE(true),
  DELETE_NAMESPACE(true),
  GET_NAMESPACE(false),
  LIST_NAMESPACES(false),
  CREATE_SERVICE(true),
  UPDATE_SERVICE(true),
  DELETE_SERVICE(true),
  GET_SERVICE(false),
  LIST_SERVICES(false),
  REGISTER_INSTANCE(true),
  DEREGISTER_INSTANCE(true),
  GET_INSTANCE(false),
  LIST_INSTANCES(false),
  UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS(true),
  DISCOVER_INSTANCES(false),
  GET_OPERATION(false),
  LIST_TAGS_FOR_RESOURCE(false),
  TAG_RESOURCE(true);

  private final boolean mutating;

  AwsAction(boolean mutating) {
    this.mutating = mutating;
  }

  /** Whether the action changes anything in AWS. */
  public boolean mutating() {
    return mutating;
  }

  /** The name as AWS writes it, such as {@code RegisterInstance}. */
  public String awsName() {
    return CaseFormat.LOWER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, Ascii.toLowerCase(name()));
  }
}
