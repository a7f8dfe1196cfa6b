package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.KubernetesBackend;
import io.vpcmesh.api.v1alpha1.StaticBackend;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.topology.Discovery.RecordChoice;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.Endpoint.StaticAddress;
import io.vpcmesh.topology.Endpoint.TargetPort.Named;
import io.vpcmesh.topology.Endpoint.TargetPort.Numbered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads where the instances of an endpoint come from.
 *
 * @param ports of the endpoint, as far as they are right
 * @param record what the endpoint itself says about its DNS records
 */
record BackendParser(Findings findings, ImmutableList<Port> ports, Optional<RecordChoice> record) {

  private static final String ADDRESSES = "spec.backend.static.addresses";
  private static final int MAX_ADDRESSES = 1_000;

  Backend parse(io.vpcmesh.api.v1alpha1.@Nullable Backend declared) {
    if (declared == null) {
      return new Backend.ClientOnly();
    }
    KubernetesBackend pods = declared.kubernetes();
    if (pods != null) {
      if (declared.fixed() != null) {
        findings.refuse("spec.backend", "has kubernetes and static: keep one of them");
      }
      return new PodsParser(findings, ports).parse(pods);
    }
    return findings
        .required(
            "spec.backend", declared.fixed(), "write kubernetes or static, or leave backend out")
        .<Backend>map(this::fixed)
        .orElseGet(Backend.ClientOnly::new);
  }

  private Backend fixed(StaticBackend declared) {
    List<io.vpcmesh.api.v1alpha1.StaticAddress> addresses = declared.addresses();
    if (addresses.size() > MAX_ADDRESSES) {
      findings.refuse(
          ADDRESSES, "has %d addresses: keep %d".formatted(addresses.size(), MAX_ADDRESSES));
    }
    numbersOnly();
    ImmutableList.Builder<StaticAddress> parsed = ImmutableList.builder();
    Map<Listener, String> first = new HashMap<>();
    for (int i = 0; i < addresses.size(); i++) {
      String field = ADDRESSES + "[" + i + "]";
      Optional<StaticAddress> address = address(field, addresses.get(i));
      address.ifPresent(parsed::add);
      address.ifPresent(it -> once(first, field, it));
    }
    return new Backend.Static(parsed.build());
  }

  /** Only an address can say where its first port listens; the others have nowhere to. */
  private void numbersOnly() {
    for (int i = 1; i < ports.size(); i++) {
      if (ports.get(i).target() instanceof Named(String name)) {
        findings.refuse(
            "spec.ports[" + i + "].targetPort",
            "'%s' is a name, and static addresses have no named ports: write a number"
                .formatted(name));
      }
    }
  }

  private Optional<StaticAddress> address(
      String field, io.vpcmesh.api.v1alpha1.StaticAddress declared) {
    Optional<IpAddress> ip = ip(field + ".ip", declared.ip());
    Optional<PortNumber> port =
        Optional.ofNullable(declared.port())
            .flatMap(number -> new PortsParser(findings).number(field + ".port", number));
    Optional<String> zone =
        Optional.ofNullable(declared.zone())
            .flatMap(name -> findings.shaped(field + ".zone", name, Shape.ZONE));
    if (declared.port() == null && !ports.isEmpty()) {
      listening(field + ".port", ports.getFirst());
    }
    return ip.map(address -> new StaticAddress(address, port, zone));
  }

  private void listening(String field, Port first) {
    if (first.target() instanceof Named(String name)) {
      findings.refuse(
          field,
          "is missing, and the target port '%s' is a name: write the number".formatted(name));
    }
  }

  private Optional<IpAddress> ip(String field, @Nullable String declared) {
    Optional<String> text = findings.required(field, declared, "write an IPv4 or IPv6 address");
    Optional<IpAddress> ip = text.flatMap(BackendParser::literal);
    if (text.isPresent() && ip.isEmpty()) {
      findings.refuse(
          field,
          Findings.quote(text.orElseThrow()) + " is no IP address: write one such as 10.0.1.4");
    }
    ip.ifPresent(address -> {
      plain(field, text.orElseThrow(), address);
      another(field, address);
      fitting(field, address);
    });
    return ip;
  }

  /** Who writes an IPv4 address as IPv6 may expect an AAAA record, and would get another one. */
  private void plain(String field, String text, IpAddress ip) {
    if (text.indexOf(':') >= 0 && !ip.isIpv6()) {
      findings.refuse(
          field, "%s is IPv4 written as IPv6: write %s".formatted(Findings.quote(text), ip));
    }
  }

  private void another(String field, IpAddress ip) {
    NoHost.objection(ip)
        .ifPresent(objection ->
            findings.refuse(
                field,
                "%s %s; write the address that other hosts of the VPC reach, such as %s"
                    .formatted(ip, objection, ip.isIpv6() ? "2600:1f18::4" : "10.0.1.4")));
  }

  private static Optional<IpAddress> literal(String text) {
    try {
      return Optional.of(new IpAddress(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private void fitting(String field, IpAddress ip) {
    if (ip.isIpv6() && record.equals(Optional.of(RecordChoice.A))) {
      findings.refuse(
          field,
          "%s is IPv6, and an A record holds IPv4: set spec.discovery.record to AAAA or Auto"
              .formatted(ip));
    }
    if (!ip.isIpv6() && record.equals(Optional.of(RecordChoice.AAAA))) {
      findings.refuse(
          field,
          "%s is IPv4, and an AAAA record holds IPv6: set spec.discovery.record to A or Auto"
              .formatted(ip));
    }
  }

  private void once(Map<Listener, String> first, String field, StaticAddress address) {
    String before = first.putIfAbsent(new Listener(address.ip(), listens(address)), field);
    if (before != null) {
      findings.refuse(
          field,
          "%s is %s already, with the same port: remove one".formatted(address.ip(), before));
    }
  }

  private Optional<PortNumber> listens(StaticAddress address) {
    return address.port().or(this::firstTarget);
  }

  private Optional<PortNumber> firstTarget() {
    return ports.stream()
        .findFirst()
        .map(Port::target)
        .filter(Numbered.class::isInstance)
        .map(target -> ((Numbered) target).port());
  }

  private record Listener(IpAddress ip, Optional<PortNumber> port) {}
}
