package io.vpcmesh.engine.requests;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.vpcmesh.model.AwsAction;
import java.util.Arrays;

/**
 * The limits of an account and Region, by action. AWS publishes those of EC2, CloudWatch and
 * discovery; the others are what operators of Cloud Map have measured, and are learned from
 * throttled answers.
 */
public record Limits(ImmutableMap<AwsAction, Limit> byAction) {

  public Limits {
    byAction = Maps.immutableEnumMap(byAction);
  }

  /** What an account gets that never asked for more. */
  public static Limits defaults() {
    return new Limits(
        Arrays.stream(AwsAction.values())
            .collect(Maps.toImmutableEnumMap(action -> action, Limits::defaultOf)));
  }

  Limit of(AwsAction action) {
    return byAction.getOrDefault(action, defaultOf(action));
  }

  private static Limit defaultOf(AwsAction action) {
    return switch (action) {
      case REGISTER_INSTANCE, DEREGISTER_INSTANCE -> new Limit(100, 50);
      case DISCOVER_INSTANCES -> new Limit(2_000, 1_000);
      case GET_OPERATION -> new Limit(200, 100);
      case LIST_INSTANCES -> new Limit(50, 50);
      case GET_INSTANCE -> new Limit(100, 50);
      case UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS -> new Limit(100, 50);
      case CREATE_SERVICE, UPDATE_SERVICE, DELETE_SERVICE -> new Limit(50, 5);
      case TAG_RESOURCE -> new Limit(50, 5);
      case GET_SERVICE, LIST_TAGS_FOR_RESOURCE -> new Limit(50, 10);
      case LIST_SERVICES -> new Limit(10, 2);
      case LIST_NAMESPACES, GET_NAMESPACE -> new Limit(5, 0.5);
      case CREATE_HTTP_NAMESPACE, CREATE_PRIVATE_DNS_NAMESPACE, DELETE_NAMESPACE ->
          new Limit(5, 0.5);
      case DESCRIBE_VPCS -> new Limit(20, 5);
      case DESCRIBE_SECURITY_GROUPS,
          DESCRIBE_SECURITY_GROUP_RULES,
          DESCRIBE_NETWORK_INTERFACES,
          DESCRIBE_MANAGED_PREFIX_LISTS,
          GET_MANAGED_PREFIX_LIST_ENTRIES ->
          new Limit(100, 20);
      case CREATE_SECURITY_GROUP, DELETE_SECURITY_GROUP -> new Limit(50, 5);
      case AUTHORIZE_SECURITY_GROUP_INGRESS, REVOKE_SECURITY_GROUP_INGRESS -> new Limit(50, 5);
      case CREATE_TAGS -> new Limit(100, 10);
      // AWS grants 9; people and other programs look at alarms, too.
      case DESCRIBE_ALARMS -> new Limit(9, 5);
      case GET_CALLER_IDENTITY, ASSUME_ROLE -> new Limit(10, 5);
    };
  }
}
