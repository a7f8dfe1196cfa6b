package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.EndpointPort;
import io.vpcmesh.api.v1alpha1.PortProtocol;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.Endpoint.Protocol;
import io.vpcmesh.topology.Endpoint.TargetPort;
import io.vpcmesh.topology.Endpoint.TargetPort.Named;
import io.vpcmesh.topology.Endpoint.TargetPort.Numbered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the ports of an endpoint. */
record PortsParser(Findings findings) {

  private static final String FIELD = "spec.ports";
  private static final int MAX_PORTS = 16;

  /** The ports that are right; the findings know of the others. */
  ImmutableList<Port> parse(List<EndpointPort> declared) {
    if (declared.size() > MAX_PORTS) {
      findings.refuse(FIELD, "has %d ports: keep %d".formatted(declared.size(), MAX_PORTS));
    }
    ImmutableList.Builder<Port> ports = ImmutableList.builder();
    for (int i = 0; i < declared.size(); i++) {
      port(FIELD + "[" + i + "]", declared.get(i)).ifPresent(ports::add);
    }
    unique(declared);
    return ports.build();
  }

  /** A port number, unless it is none. */
  Optional<PortNumber> number(String field, @Nullable Integer declared) {
    Optional<Integer> number = findings.required(field, declared, "write a port of 1 to 65535");
    if (number.isPresent() && (number.orElseThrow() < 1 || number.orElseThrow() > 65_535)) {
      findings.refuse(field, number.orElseThrow() + " is no port: write one of 1 to 65535");
      return Optional.empty();
    }
    return number.map(PortNumber::new);
  }

  private Optional<Port> port(String field, EndpointPort declared) {
    Optional<String> name = findings.shaped(field + ".name", declared.name(), Shape.PORT_NAME);
    Optional<PortNumber> number = number(field + ".port", declared.port());
    Optional<TargetPort> target =
        declared.targetPort() == null
            ? number.map(Numbered::new)
            : target(field + ".targetPort", declared.targetPort());
    Optional<Protocol> protocol = protocol(field + ".protocol", declared.protocol());
    boolean whole =
        name.isPresent() && number.isPresent() && target.isPresent() && protocol.isPresent();
    return whole
        ? Optional.of(
            new Port(
                name.orElseThrow(),
                number.orElseThrow(),
                target.orElseThrow(),
                protocol.orElseThrow()))
        : Optional.empty();
  }

  private Optional<TargetPort> target(String field, io.vpcmesh.api.v1alpha1.TargetPort declared) {
    return switch (declared) {
      case io.vpcmesh.api.v1alpha1.TargetPort.ByNumber(int value) ->
          number(field, value).map(Numbered::new);
      case io.vpcmesh.api.v1alpha1.TargetPort.ByName(String value) ->
          findings.shaped(field, value, Shape.PORT_NAME).map(Named::new);
    };
  }

  private Optional<Protocol> protocol(String field, PortProtocol declared) {
    Optional<Protocol> choice =
        switch (declared) {
          case HTTP -> Optional.of(Protocol.HTTP);
          case HTTP2 -> Optional.of(Protocol.HTTP2);
          case GRPC -> Optional.of(Protocol.GRPC);
          case TCP -> Optional.of(Protocol.TCP);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known(field, choice, "Http, Http2, Grpc, Tcp");
  }

  private void unique(List<EndpointPort> declared) {
    Map<Object, String> first = new HashMap<>();
    for (int i = 0; i < declared.size(); i++) {
      String field = FIELD + "[" + i + "]";
      once(first, field + ".name", declared.get(i).name());
      once(first, field + ".port", declared.get(i).port());
    }
  }

  private void once(Map<Object, String> first, String field, @Nullable Object value) {
    if (value == null) {
      return;
    }
    String before = first.putIfAbsent(value, field);
    if (before != null) {
      findings.refuse(
          field, "'%s' is used by %s already: give each port its own".formatted(value, before));
    }
  }
}
