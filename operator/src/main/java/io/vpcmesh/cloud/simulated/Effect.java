package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.NamespaceId;
import io.vpcmesh.model.ServiceId;

/** What an operation will do to the world when its time has come. */
sealed interface Effect {

  /** Two operations with one subject must not run at the same time. */
  String subject();

  /** What GetOperation says the operation is about. */
  ImmutableMap<String, String> targets();

  /** A namespace appears. */
  record CreateNamespace(NamespaceState namespace, ImmutableMap<String, String> tags)
      implements Effect {

    @Override
    public String subject() {
      return "creation of " + namespace.type() + " " + namespace.name() + " " + namespace.vpc();
    }

    @Override
    public ImmutableMap<String, String> targets() {
      return ImmutableMap.of("NAMESPACE", namespace.id().value());
    }
  }

  /** A namespace disappears. */
  record DeleteNamespace(NamespaceId namespace) implements Effect {

    @Override
    public String subject() {
      return namespace.value();
    }

    @Override
    public ImmutableMap<String, String> targets() {
      return ImmutableMap.of("NAMESPACE", namespace.value());
    }
  }

  /** A service gets other settings. */
  record UpdateService(ServiceId service, String description, ImmutableList<DnsRecord> dns)
      implements Effect {

    @Override
    public String subject() {
      return service.value();
    }

    @Override
    public ImmutableMap<String, String> targets() {
      return ImmutableMap.of("SERVICE", service.value());
    }
  }

  /** An instance appears or gets other attributes. */
  record Register(ServiceId service, InstanceId instance, ImmutableMap<String, String> attributes)
      implements Effect {

    @Override
    public String subject() {
      return subjectOf(service, instance);
    }

    @Override
    public ImmutableMap<String, String> targets() {
      return targetsOf(service, instance);
    }
  }

  /** An instance disappears. */
  record Deregister(ServiceId service, InstanceId instance) implements Effect {

    @Override
    public String subject() {
      return subjectOf(service, instance);
    }

    @Override
    public ImmutableMap<String, String> targets() {
      return targetsOf(service, instance);
    }
  }

  static String subjectOf(ServiceId service, InstanceId instance) {
    return service + " " + instance;
  }

  private static ImmutableMap<String, String> targetsOf(ServiceId service, InstanceId instance) {
    return ImmutableMap.of("INSTANCE", instance.value(), "SERVICE", service.value());
  }
}
