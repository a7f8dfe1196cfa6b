package io.vpcmesh.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.ServiceUpdate;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Instance;
import io.vpcmesh.cloud.simulated.WorldSnapshot.Service;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.RecordType;

/** Somebody who changes by hand what is ours. */
enum Hand {
  DEREGISTERS_AN_INSTANCE("an instance deregistered") {
    @Override
    void act(CloudMap cloudMap, Service service) {
      cloudMap.deregisterInstance(service.id(), first(service).id());
    }
  },
  CHANGES_AN_ATTRIBUTE("an attribute of ours changed") {
    @Override
    void act(CloudMap cloudMap, Service service) {
      cloudMap.registerInstance(
          new Registration(
              service.id(),
              first(service).id(),
              "by-hand",
              ImmutableMap.<String, String>builder()
                  .putAll(first(service).attributes())
                  .put("AWS_INSTANCE_PORT", "9999")
                  .buildKeepingLast()));
    }
  },
  CHANGES_A_HEALTH("a health changed") {
    @Override
    void act(CloudMap cloudMap, Service service) {
      cloudMap.updateInstanceCustomHealthStatus(
          service.id(), first(service).id(), HealthStatus.UNHEALTHY);
    }
  },
  CHANGES_THE_TTL("a TTL changed") {
    @Override
    void act(CloudMap cloudMap, Service service) {
      cloudMap.updateService(
          new ServiceUpdate(
              service.id(),
              service.description(),
              ImmutableList.of(new DnsRecord(RecordType.A, 999))));
    }
  };

  private final String deed;

  Hand(String deed) {
    this.deed = deed;
  }

  abstract void act(CloudMap cloudMap, Service service);

  String deed() {
    return deed;
  }

  private static Instance first(Service service) {
    return service.instances().getFirst();
  }
}
