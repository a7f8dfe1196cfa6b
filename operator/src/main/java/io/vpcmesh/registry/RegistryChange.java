package io.vpcmesh.registry;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.Change;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import io.vpcmesh.model.ServiceName;
import java.util.Optional;

/** One change in Cloud Map. */
public sealed interface RegistryChange extends Change {

  /** The slot of the namespace. */
  String NAMESPACE_SLOT = "namespace";

  /** A change within a service. Its id is absent while the service is only planned. */
  sealed interface ServiceChange extends RegistryChange {
    ServiceName service();
  }

  /** A change of one instance. */
  sealed interface InstanceChange extends ServiceChange {
    Optional<ServiceId> serviceId();

    InstanceId instance();
  }

  /** The mesh wants a managed namespace and there is none. */
  record CreateNamespace(
      String name, Optional<String> vpc, ImmutableMap<String, String> resourceTags)
      implements RegistryChange {
    @Override
    public AwsAction action() {
      return vpc.isPresent()
          ? AwsAction.CREATE_PRIVATE_DNS_NAMESPACE
          : AwsAction.CREATE_HTTP_NAMESPACE;
    }

    @Override
    public String describe() {
      return "create namespace "
          + name
          + vpc.map(id -> " (private DNS in " + id + ")").orElse(" (HTTP)");
    }
  }

  /** The namespace carries the mark of a former life of the mesh. */
  record ClaimNamespace(NamespaceId id, String arn, String name) implements RegistryChange {
    @Override
    public AwsAction action() {
      return AwsAction.TAG_RESOURCE;
    }

    @Override
    public String describe() {
      return "mark namespace " + name + " (" + id + ") as this mesh's";
    }
  }

  /** The mesh goes away and its managed namespace is empty. */
  record DeleteNamespace(NamespaceId id, String arn, String name) implements RegistryChange {
    @Override
    public AwsAction action() {
      return AwsAction.DELETE_NAMESPACE;
    }

    @Override
    public String describe() {
      return "delete namespace " + name + " (" + id + ")";
    }
  }

  /** The service is wanted and absent. */
  record CreateService(
      ServiceName service, ImmutableSet<RecordType> records, long ttlSeconds, boolean customHealth)
      implements ServiceChange {
    @Override
    public AwsAction action() {
      return AwsAction.CREATE_SERVICE;
    }

    @Override
    public String describe() {
      return "create service "
          + service
          + " ("
          + DesiredService.spell(records)
          + (records.isEmpty() ? "" : ", TTL " + ttlSeconds + " s")
          + (customHealth ? ", custom health)" : ")");
    }
  }

  /** The TTL differs; AWS lets nothing else of a service be changed. */
  record UpdateService(
      ServiceName service, ServiceFacts facts, ImmutableSet<RecordType> records, long ttlSeconds)
      implements ServiceChange {
    @Override
    public AwsAction action() {
      return AwsAction.UPDATE_SERVICE;
    }

    @Override
    public String describe() {
      return "update service "
          + service
          + ": TTL "
          + facts.ttlSeconds()
          + " s -> "
          + ttlSeconds
          + " s";
    }
  }

  /** The service carries the mark of a former life of its resource. */
  record ClaimService(ServiceName service, ServiceFacts facts) implements ServiceChange {
    @Override
    public AwsAction action() {
      return AwsAction.TAG_RESOURCE;
    }

    @Override
    public String describe() {
      return "mark service " + service + " (" + facts.id() + ") as this endpoint's";
    }
  }

  /** Nothing wants the service any more and no instance is left in it. */
  record DeleteService(ServiceName service, ServiceFacts facts) implements ServiceChange {
    @Override
    public AwsAction action() {
      return AwsAction.DELETE_SERVICE;
    }

    @Override
    public String describe() {
      return "delete service " + service + " (" + facts.id() + ")";
    }
  }

  /**
   * The instance is wanted and absent, or differs in an attribute of ours.
   *
   * @param readFirst there may be something under this id: its foreign attributes are to be kept
   */
  record RegisterInstance(
      ServiceName service,
      Optional<ServiceId> serviceId,
      InstanceId instance,
      DesiredInstance desired,
      boolean customHealth,
      boolean readFirst,
      boolean known)
      implements InstanceChange {
    @Override
    public AwsAction action() {
      return AwsAction.REGISTER_INSTANCE;
    }

    @Override
    public String describe() {
      return (known ? "update " : "register ") + service + "/" + instance + " " + where();
    }

    private String where() {
      ImmutableMap<String, String> attributes = desired.attributes();
      String address =
          Optional.ofNullable(attributes.get(InstanceAttributes.IPV4))
              .or(() -> Optional.ofNullable(attributes.get(InstanceAttributes.IPV6)))
              .orElse("?");
      String port = attributes.get(InstanceAttributes.PORT);
      return "(" + address + (port == null ? ")" : " port " + port + ")");
    }
  }

  /** The instance is registered, ours, and not wanted. */
  record DeregisterInstance(
      ServiceName service, Optional<ServiceId> serviceId, InstanceId instance, Evidence evidence)
      implements InstanceChange {
    @Override
    public AwsAction action() {
      return AwsAction.DEREGISTER_INSTANCE;
    }

    @Override
    public String describe() {
      return "deregister "
          + service
          + "/"
          + instance
          + (evidence == Evidence.ABSENCE ? " (not seen any more)" : "");
    }
  }

  /** The readiness of the instance is not what Cloud Map says. */
  record SetHealth(
      ServiceName service, Optional<ServiceId> serviceId, InstanceId instance, HealthStatus health)
      implements InstanceChange {
    @Override
    public AwsAction action() {
      return AwsAction.UPDATE_INSTANCE_CUSTOM_HEALTH_STATUS;
    }

    @Override
    public String describe() {
      return "mark " + service + "/" + instance + " " + health;
    }
  }

  /** On what ground something is taken away. */
  enum Evidence {
    /** It was seen to go, or a person took it out of the declaration. */
    POSITIVE,
    /** It is merely not there any more. Such deletions have a budget. */
    ABSENCE
  }

  /** What the change is about: at most one change for a slot is under way. */
  default String slot() {
    return switch (this) {
      case CreateNamespace _, ClaimNamespace _, DeleteNamespace _ -> NAMESPACE_SLOT;
      case InstanceChange change -> instanceSlot(change.service(), change.instance());
      case ServiceChange change -> serviceSlot(change.service());
    };
  }

  /** The slot of an instance. */
  static String instanceSlot(ServiceName service, InstanceId instance) {
    return service + "/" + instance;
  }

  /** The slot of a service. */
  static String serviceSlot(ServiceName service) {
    return service.value();
  }
}
