package io.vpcmesh.registry.apply;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.RegisteredInstance;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.ServiceUpdate;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.GuardSeam;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.OwnershipGuard;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.ServiceId;
import io.vpcmesh.registry.InstanceAttributes;
import io.vpcmesh.registry.RegistryChange;
import io.vpcmesh.registry.RegistryChange.ClaimNamespace;
import io.vpcmesh.registry.RegistryChange.ClaimService;
import io.vpcmesh.registry.RegistryChange.CreateNamespace;
import io.vpcmesh.registry.RegistryChange.CreateService;
import io.vpcmesh.registry.RegistryChange.DeleteNamespace;
import io.vpcmesh.registry.RegistryChange.DeleteService;
import io.vpcmesh.registry.RegistryChange.DeregisterInstance;
import io.vpcmesh.registry.RegistryChange.RegisterInstance;
import io.vpcmesh.registry.RegistryChange.SetHealth;
import io.vpcmesh.registry.RegistryChange.UpdateService;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Makes one change: the proof of ownership, read from AWS right now, and then one mutating call. It
 * decides nothing else, and making a change twice is harmless.
 */
public final class RegistryApplier {

  private final CloudMap cloudMap;
  private final OwnershipGuard ownership;
  private final AbsenceGuard absence;
  private final AttributesGuard attributes;

  @GuardSeam
  RegistryApplier(
      CloudMap cloudMap,
      OwnershipGuard ownership,
      AbsenceGuard absence,
      AttributesGuard attributes) {
    this.cloudMap = cloudMap;
    this.ownership = ownership;
    this.absence = absence;
    this.attributes = attributes;
  }

  /** An applier with every guard in force. */
  public static RegistryApplier guarded(CloudMap cloudMap, DeletionGate gate) {
    return new RegistryApplier(
        cloudMap, new OwnershipGuard.Marks(), gate, InstanceAttributes::merge);
  }

  /**
   * Makes the change.
   *
   * @throws AwsException when AWS refused a call or did not answer
   */
  public Outcome apply(RegistryChange change, Site site) {
    try {
      return switch (change) {
        case CreateNamespace create -> createNamespace(create, site);
        case ClaimNamespace claim -> claim(claim.arn(), site);
        case DeleteNamespace delete -> deleteNamespace(delete, site);
        case CreateService create -> createService(create, site);
        case UpdateService update -> updateService(update, site);
        case ClaimService claim -> claim(claim.facts().arn(), site);
        case DeleteService delete -> deleteService(delete, site);
        case RegisterInstance register -> register(register, site);
        case DeregisterInstance deregister -> deregister(deregister, site);
        case SetHealth set -> setHealth(set, site);
      };
    } catch (AwsException e) {
      if (e.failure() instanceof AwsFailure.Missing) {
        return new Outcome.NotThere();
      }
      throw e;
    }
  }

  private Outcome createNamespace(CreateNamespace create, Site site) {
    NamespaceSpec spec =
        new NamespaceSpec(
            create.name(),
            create.vpc(),
            "vpcmesh: " + site.identity().owner(),
            token(create.slot(), create.name(), site),
            site.allTags());
    return new Outcome.Started(
        create.vpc().isPresent()
            ? cloudMap.createPrivateDnsNamespace(spec)
            : cloudMap.createHttpNamespace(spec));
  }

  private Outcome deleteNamespace(DeleteNamespace delete, Site site) {
    return ifDeletable(
        delete.arn(), site, () -> new Outcome.Started(cloudMap.deleteNamespace(delete.id())));
  }

  private Outcome createService(CreateService create, Site site) {
    return new Outcome.ServiceCreated(
        RegistryReader.facts(
            cloudMap.createService(
                new ServiceSpec(
                    site.namespace().orElseThrow(),
                    create.service().value(),
                    "vpcmesh: " + site.identity().owner(),
                    dns(create.records().asList(), create.ttlSeconds()),
                    create.customHealth(),
                    token(create.slot(), create.describe(), site),
                    site.allTags())),
            site.identity().marks(),
            site.identity()));
  }

  private Outcome updateService(UpdateService update, Site site) {
    Map<String, String> tags = cloudMap.listTagsForResource(update.facts().arn());
    if (!ownership.mayChange(site.identity(), tags)) {
      return notOurs("service " + update.service(), tags);
    }
    return new Outcome.Started(
        cloudMap.updateService(
            new ServiceUpdate(
                update.facts().id(),
                "vpcmesh: " + site.identity().owner(),
                dns(update.records().asList(), update.ttlSeconds()))));
  }

  private Outcome deleteService(DeleteService delete, Site site) {
    return ifDeletable(
        delete.facts().arn(),
        site,
        () -> {
          cloudMap.deleteService(delete.facts().id());
          return new Outcome.Done();
        });
  }

  private Outcome claim(String arn, Site site) {
    Map<String, String> tags = cloudMap.listTagsForResource(arn);
    if (!ownership.mayChange(site.identity(), tags)) {
      return notOurs(arn, tags);
    }
    cloudMap.tagResource(arn, site.identity().marks());
    return new Outcome.Done();
  }

  private Outcome register(RegisterInstance register, Site site) {
    ServiceId service = register.serviceId().orElseThrow();
    Map<String, String> wanted = register.desired().attributes();
    if (register.readFirst()) {
      Optional<RegisteredInstance> present = find(service, register.instance());
      if (present.isPresent()
          && !ownership.mayChange(site.identity(), present.orElseThrow().attributes())) {
        return notOurs("instance " + register.instance(), present.orElseThrow().attributes());
      }
      if (present.isPresent()) {
        wanted = attributes.merge(wanted, present.orElseThrow().attributes());
      }
    }
    Map<String, String> complete = new TreeMap<>(wanted);
    if (register.customHealth()) {
      complete.put(InstanceAttributes.INITIAL_HEALTH, register.desired().health().name());
    }
    return new Outcome.Started(
        cloudMap.registerInstance(
            new Registration(
                service,
                register.instance(),
                token(register.slot(), complete.toString(), site),
                ImmutableMap.copyOf(complete))));
  }

  private Outcome deregister(DeregisterInstance change, Site site) {
    ServiceId service = change.serviceId().orElseThrow();
    RegisteredInstance present = cloudMap.getInstance(service, change.instance());
    if (!ownership.mayDelete(site.identity(), present.attributes())) {
      return notOurs("instance " + change.instance(), present.attributes());
    }
    return switch (change.evidence()) {
      case POSITIVE -> deregister(service, change.instance());
      case ABSENCE -> deregisterUnseen(service, change, site);
    };
  }

  private Outcome deregisterUnseen(ServiceId service, DeregisterInstance change, Site site) {
    EndpointKey endpoint = site.endpoint().orElseThrow();
    if (!absence.admit(endpoint, site.at())) {
      return new Outcome.GateClosed(change.describe());
    }
    try {
      return deregister(service, change.instance());
    } catch (AwsException e) {
      if (!(e.failure() instanceof AwsFailure.Unknown)) {
        absence.refund(endpoint, site.at());
      }
      throw e;
    }
  }

  private Outcome deregister(ServiceId service, InstanceId instance) {
    return new Outcome.Started(cloudMap.deregisterInstance(service, instance));
  }

  private Outcome setHealth(SetHealth set, Site site) {
    ServiceId service = set.serviceId().orElseThrow();
    RegisteredInstance present = cloudMap.getInstance(service, set.instance());
    if (!ownership.mayChange(site.identity(), present.attributes())) {
      return notOurs("instance " + set.instance(), present.attributes());
    }
    cloudMap.updateInstanceCustomHealthStatus(service, set.instance(), set.health());
    return new Outcome.Done();
  }

  private Outcome ifDeletable(String arn, Site site, Supplier<Outcome> deletion) {
    Map<String, String> tags = cloudMap.listTagsForResource(arn);
    return ownership.mayDelete(site.identity(), tags) ? deletion.get() : notOurs(arn, tags);
  }

  private Optional<RegisteredInstance> find(ServiceId service, InstanceId instance) {
    try {
      return Optional.of(cloudMap.getInstance(service, instance));
    } catch (AwsException e) {
      if (e.failure() instanceof AwsFailure.Missing) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Outcome notOurs(String what, Map<String, String> marks) {
    String owner = marks.getOrDefault(Identity.OWNER, "nobody we know");
    return new Outcome.NotOurs(what + " belongs to " + owner + ": it is left alone");
  }

  private static ImmutableList<DnsRecord> dns(ImmutableList<RecordType> types, long ttl) {
    return types.stream()
        .map(type -> new DnsRecord(type, ttl))
        .collect(ImmutableList.toImmutableList());
  }

  /** The same for a retry of one decision, another for the next one. At most 64 characters. */
  private static String token(String slot, String content, Site site) {
    return Hashing.sha256()
        .newHasher()
        .putString(site.identity().toString(), StandardCharsets.UTF_8)
        .putString(slot, StandardCharsets.UTF_8)
        .putString(content, StandardCharsets.UTF_8)
        .putLong(site.at().toEpochMilli())
        .hash()
        .toString();
  }
}
