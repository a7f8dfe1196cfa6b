package io.vpcmesh.cloud.simulated;

import static io.vpcmesh.model.AwsAction.AUTHORIZE_SECURITY_GROUP_INGRESS;
import static io.vpcmesh.model.AwsAction.CREATE_HTTP_NAMESPACE;
import static io.vpcmesh.model.AwsAction.CREATE_PRIVATE_DNS_NAMESPACE;
import static io.vpcmesh.model.AwsAction.CREATE_SECURITY_GROUP;
import static io.vpcmesh.model.AwsAction.CREATE_SERVICE;
import static io.vpcmesh.model.AwsAction.CREATE_TAGS;
import static io.vpcmesh.model.AwsAction.DELETE_NAMESPACE;
import static io.vpcmesh.model.AwsAction.DELETE_SECURITY_GROUP;
import static io.vpcmesh.model.AwsAction.DELETE_SERVICE;
import static io.vpcmesh.model.AwsAction.DEREGISTER_INSTANCE;
import static io.vpcmesh.model.AwsAction.DESCRIBE_ALARMS;
import static io.vpcmesh.model.AwsAction.DESCRIBE_MANAGED_PREFIX_LISTS;
import static io.vpcmesh.model.AwsAction.DESCRIBE_NETWORK_INTERFACES;
import static io.vpcmesh.model.AwsAction.DESCRIBE_SECURITY_GROUPS;
import static io.vpcmesh.model.AwsAction.DESCRIBE_SECURITY_GROUP_RULES;
import static io.vpcmesh.model.AwsAction.DESCRIBE_VPCS;
import static io.vpcmesh.model.AwsAction.DISCOVER_INSTANCES;
import static io.vpcmesh.model.AwsAction.GET_INSTANCE;
import static io.vpcmesh.model.AwsAction.GET_MANAGED_PREFIX_LIST_ENTRIES;
import static io.vpcmesh.model.AwsAction.GET_NAMESPACE;
import static io.vpcmesh.model.AwsAction.GET_OPERATION;
import static io.vpcmesh.model.AwsAction.GET_SERVICE;
import static io.vpcmesh.model.AwsAction.LIST_INSTANCES;
import static io.vpcmesh.model.AwsAction.LIST_NAMESPACES;
import static io.vpcmesh.model.AwsAction.LIST_SERVICES;
import static io.vpcmesh.model.AwsAction.LIST_TAGS_FOR_RESOURCE;
import static io.vpcmesh.model.AwsAction.REGISTER_INSTANCE;
import static io.vpcmesh.model.AwsAction.REVOKE_SECURITY_GROUP_INGRESS;
import static io.vpcmesh.model.AwsAction.TAG_RESOURCE;
import static io.vpcmesh.model.AwsAction.UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS;
import static io.vpcmesh.model.AwsAction.UPDATE_SERVICE;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.vpcmesh.model.AwsAction;
import java.util.Map;
import java.util.Optional;

/** How often an account may call each action; an action without a rate is not limited. */
public record Limits(ImmutableMap<AwsAction, Rate> rates) {

  private static final Rate WRITE_INSTANCE = new Rate(100, 50);
  private static final Rate WRITE_SERVICE = new Rate(50, 5);
  private static final Rate WRITE_NAMESPACE = new Rate(5, 0.5);
  private static final Rate READ = new Rate(100, 50);
  private static final Rate WRITE_GROUP = new Rate(50, 5);

  /** A call of EC2 that is filtered or has pages, as all of ours are. */
  private static final Rate DESCRIBE = new Rate(100, 20);

  public Limits {
    rates = Maps.immutableEnumMap(rates);
  }

  /**
   * The rates of an account as far as anyone has published or measured them. AWS publishes those of
   * EC2, of DescribeAlarms and of DiscoverInstances; single reads and tags are set like their
   * neighbours.
   */
  public static Limits defaults() {
    return new Limits(
        ImmutableMap.copyOf(
            Map.ofEntries(
                Map.entry(CREATE_PRIVATE_DNS_NAMESPACE, WRITE_NAMESPACE),
                Map.entry(CREATE_HTTP_NAMESPACE, WRITE_NAMESPACE),
                Map.entry(DELETE_NAMESPACE, WRITE_NAMESPACE),
                Map.entry(GET_NAMESPACE, READ),
                Map.entry(LIST_NAMESPACES, new Rate(5, 0.5)),
                Map.entry(CREATE_SERVICE, WRITE_SERVICE),
                Map.entry(UPDATE_SERVICE, WRITE_SERVICE),
                Map.entry(DELETE_SERVICE, WRITE_SERVICE),
                Map.entry(GET_SERVICE, READ),
                Map.entry(LIST_SERVICES, new Rate(10, 2)),
                Map.entry(REGISTER_INSTANCE, WRITE_INSTANCE),
                Map.entry(DEREGISTER_INSTANCE, WRITE_INSTANCE),
                Map.entry(UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS, WRITE_INSTANCE),
                Map.entry(GET_INSTANCE, READ),
                Map.entry(LIST_INSTANCES, new Rate(50, 50)),
                Map.entry(DISCOVER_INSTANCES, new Rate(2_000, 1_000)),
                Map.entry(GET_OPERATION, new Rate(200, 100)),
                Map.entry(LIST_TAGS_FOR_RESOURCE, READ),
                Map.entry(TAG_RESOURCE, WRITE_SERVICE),
                Map.entry(DESCRIBE_VPCS, DESCRIBE),
                Map.entry(DESCRIBE_SECURITY_GROUPS, DESCRIBE),
                Map.entry(DESCRIBE_SECURITY_GROUP_RULES, DESCRIBE),
                Map.entry(DESCRIBE_NETWORK_INTERFACES, DESCRIBE),
                Map.entry(DESCRIBE_MANAGED_PREFIX_LISTS, DESCRIBE),
                Map.entry(GET_MANAGED_PREFIX_LIST_ENTRIES, DESCRIBE),
                Map.entry(CREATE_SECURITY_GROUP, WRITE_GROUP),
                Map.entry(DELETE_SECURITY_GROUP, WRITE_GROUP),
                Map.entry(AUTHORIZE_SECURITY_GROUP_INGRESS, WRITE_GROUP),
                Map.entry(REVOKE_SECURITY_GROUP_INGRESS, WRITE_GROUP),
                Map.entry(CREATE_TAGS, new Rate(100, 10)),
                Map.entry(DESCRIBE_ALARMS, new Rate(9, 9)))));
  }

  /** No action is limited. */
  public static Limits unlimited() {
    return new Limits(ImmutableMap.of());
  }

  /** The same limits with another rate for one action. */
  public Limits with(AwsAction action, Rate rate) {
    return new Limits(
        ImmutableMap.<AwsAction, Rate>builder().putAll(rates).put(action, rate).buildKeepingLast());
  }

  Optional<Rate> of(AwsAction action) {
    return Optional.ofNullable(rates.get(action));
  }
}
