package io.vpcmesh.membership.kubernetes;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.vpcmesh.membership.AddressNaming;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.PortNumber;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes from an EndpointSlice what we keep of it. What many slices have in common is held once.
 * Safe for threads.
 */
public final class SliceReader {

  private static final String SERVICE = "kubernetes.io/service-name";
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private final Interner<String> words = Interners.newWeakInterner();
  private final Interner<ObjectRef> refs = Interners.newWeakInterner();
  private final Interner<ImmutableMap<String, PortNumber>> ports = Interners.newWeakInterner();

  /** The slice, unless it belongs to no Service or lists no addresses of the internet protocol. */
  public Optional<Slice> read(EndpointSlice slice) {
    return Optional.ofNullable(slice.getMetadata().getLabels())
        .map(labels -> labels.get(SERVICE))
        .filter(service -> !service.isEmpty())
        .filter(_ -> !"FQDN".equals(slice.getAddressType()))
        .map(service -> read(slice, service));
  }

  private Slice read(EndpointSlice slice, String service) {
    String namespace = words.intern(slice.getMetadata().getNamespace());
    return new Slice(
        new ObjectRef(namespace, slice.getMetadata().getName()),
        refs.intern(new ObjectRef(namespace, service)),
        ports.intern(ports(slice)),
        each(slice.getEndpoints())
            .flatMap(endpoint -> member(endpoint).stream())
            .collect(toImmutableList()));
  }

  private ImmutableMap<String, PortNumber> ports(EndpointSlice slice) {
    Map<String, PortNumber> numbers = new LinkedHashMap<>();
    each(slice.getPorts())
        .filter(SliceReader::usable)
        .forEach(port ->
            numbers.put(
                words.intern(Objects.requireNonNullElse(port.getName(), "")),
                new PortNumber(port.getPort())));
    return ImmutableMap.copyOf(numbers);
  }

  private static boolean usable(EndpointPort port) {
    boolean tcp = port.getProtocol() == null || port.getProtocol().equals("TCP");
    return tcp && port.getPort() != null && port.getPort() >= 1 && port.getPort() <= 65_535;
  }

  /** The addresses of an endpoint are the same to us: Kubernetes never writes more than one. */
  private Optional<Slice.Member> member(Endpoint endpoint) {
    return each(endpoint.getAddresses())
        .flatMap(text -> address(text).stream())
        .findFirst()
        .map(ip ->
            new Slice.Member(
                id(endpoint.getTargetRef(), ip),
                ip,
                state(endpoint.getConditions()),
                Optional.ofNullable(endpoint.getZone()).map(words::intern),
                Optional.ofNullable(endpoint.getNodeName()).map(words::intern)));
  }

  private static Optional<IpAddress> address(String text) {
    try {
      return Optional.of(new IpAddress(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** A pod has its name for life; anything else is known by its address alone. */
  private static InstanceId id(@Nullable ObjectReference target, IpAddress ip) {
    return Optional.ofNullable(target)
        .filter(it -> "Pod".equals(it.getKind()))
        .map(ObjectReference::getUid)
        .filter(uid -> LABEL.matcher(uid).matches())
        .map(InstanceId::new)
        .orElseGet(() -> AddressNaming.name(ip, Optional.empty()));
  }

  /** What is not said of a pod is good news: readiness is assumed, an end is not. */
  private static State state(@Nullable EndpointConditions conditions) {
    if (conditions == null) {
      return State.READY;
    }
    if (Boolean.TRUE.equals(conditions.getTerminating())) {
      return State.DRAINING;
    }
    boolean unready =
        Boolean.FALSE.equals(conditions.getReady())
            || Boolean.FALSE.equals(conditions.getServing());
    return unready ? State.NOT_READY : State.READY;
  }

  private static <T> Stream<T> each(@Nullable List<T> list) {
    return list == null ? Stream.empty() : list.stream();
  }
}
