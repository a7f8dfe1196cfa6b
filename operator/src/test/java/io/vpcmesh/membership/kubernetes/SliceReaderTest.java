package io.vpcmesh.membership.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.PortNumber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliceReaderTest {

  private static final String UID = "7c2b0f6e-1d3a-4a5b-9c8d-0e1f2a3b4c5d";

  private final SliceReader reader = new SliceReader();

  @Test
  void whatCountsIsKept() {
    EndpointSlice slice =
        empty()
            .addNewPort()
            .withName("http")
            .withPort(8080)
            .withProtocol("TCP")
            .endPort()
            .addNewPort()
            .withName("")
            .withPort(81)
            .endPort()
            .addNewPort()
            .withName("dns")
            .withPort(53)
            .withProtocol("UDP")
            .endPort()
            .addNewPort()
            .withName("any")
            .endPort()
            .addNewEndpoint()
            .withAddresses("10.0.1.4")
            .withZone("eu-west-1a")
            .withNodeName("n1")
            .withNewTargetRef()
            .withKind("Pod")
            .withUid(UID)
            .endTargetRef()
            .endEndpoint()
            .build();

    assertThat(reader.read(slice))
        .contains(
            new Slice(
                Slices.ref("orders-x7k2p"),
                Slices.ref("orders"),
                ImmutableMap.of("http", new PortNumber(8080), "", new PortNumber(81)),
                ImmutableList.of(
                    new Slice.Member(
                        new InstanceId(UID),
                        new IpAddress("10.0.1.4"),
                        State.READY,
                        Optional.of("eu-west-1a"),
                        Optional.of("n1")))));
  }

  @Test
  void whatIsNoPodIsNamedByItsAddress() {
    EndpointSlice slice =
        empty()
            .addNewEndpoint()
            .withAddresses("10.0.1.4")
            .endEndpoint()
            .addNewEndpoint()
            .withAddresses("2001:db8::4")
            .withNewTargetRef()
            .withKind("Node")
            .withUid(UID)
            .endTargetRef()
            .endEndpoint()
            .addNewEndpoint()
            .withAddresses("nonsense")
            .endEndpoint()
            .build();

    assertThat(reader.read(slice).orElseThrow().members())
        .extracting(member -> member.id().value())
        .containsExactly("10-0-1-4", "v6-2001-db8--4");
  }

  @ParameterizedTest
  @CsvSource({
    ",,,READY",
    "true,true,false,READY",
    "false,false,false,NOT_READY",
    "true,false,false,NOT_READY",
    "false,true,true,DRAINING",
    "true,true,true,DRAINING",
    ",false,,NOT_READY"
  })
  void conditionsMakeAState(
      @Nullable Boolean ready,
      @Nullable Boolean serving,
      @Nullable Boolean terminating,
      State state) {
    EndpointSlice slice =
        empty()
            .addToEndpoints(
                new EndpointBuilder()
                    .withAddresses("10.0.1.4")
                    .withNewConditions(ready, serving, terminating)
                    .build())
            .build();

    assertThat(reader.read(slice).orElseThrow().members())
        .extracting(Slice.Member::state)
        .containsExactly(state);
  }

  @Test
  void slicesOfNobodyAndOfHostNamesAreNone() {
    EndpointSlice unowned =
        empty().editMetadata().withLabels(ImmutableMap.of()).endMetadata().build();

    assertThat(reader.read(unowned)).isEmpty();
    assertThat(reader.read(empty().withAddressType("FQDN").build())).isEmpty();
  }

  @Test
  void whatSlicesHaveInCommonIsHeldOnce() {
    EndpointSlice slice =
        empty()
            .addNewPort()
            .withName("http")
            .withPort(8080)
            .endPort()
            .addNewEndpoint()
            .withAddresses("10.0.1.4")
            .withZone("eu-west-1a")
            .endEndpoint()
            .build();

    Slice one = reader.read(slice).orElseThrow();
    Slice other = reader.read(new EndpointSliceBuilder(slice).build()).orElseThrow();

    assertThat(other.service()).isSameAs(one.service());
    assertThat(other.ports()).isSameAs(one.ports());
  }

  private static EndpointSliceBuilder empty() {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withNamespace("shop")
        .withName("orders-x7k2p")
        .withLabels(ImmutableMap.of("kubernetes.io/service-name", "orders"))
        .endMetadata()
        .withAddressType("IPv4");
  }
}
