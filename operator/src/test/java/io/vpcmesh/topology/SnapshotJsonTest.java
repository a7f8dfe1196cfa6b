package io.vpcmesh.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.Backend;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.engine.codec.SnapshotJson;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The record of a deployment says all of what was brought in but for addresses. */
class SnapshotJsonTest {

  @Test
  void addressesAreNoPartOfASnapshot() {
    ImmutableMap<String, JsonNode> snapshot =
        SnapshotJson.of(EndpointFixture.endpoint("orders").resource().spec());

    assertThat(snapshot.get("backend")).hasToString("{\"static\":{}}");
    assertThat(snapshot.keySet())
        .containsExactlyInAnyOrder("meshRef", "deletionPolicy", "ports", "backend");
  }

  @Test
  void aSnapshotIsReadAsTheSameEndpointWithoutAddresses() throws JsonProcessingException {
    RandomEndpoints random = new RandomEndpoints(5);
    for (int round = 0; round < 1_000; round++) {
      ServiceEndpointSpec declared = random.next();

      ServiceEndpointSpec read = SnapshotJson.endpoint(stored(SnapshotJson.of(declared)));

      assertThat(parsed(read)).isEqualTo(parsed(withoutAddresses(declared)));
    }
  }

  /** As the API server gives it back. */
  private static Map<String, JsonNode> stored(ImmutableMap<String, JsonNode> snapshot)
      throws JsonProcessingException {
    String text = ResourceJson.mapper().writeValueAsString(snapshot);
    return ResourceJson.mapper().readValue(text, new TypeReference<>() {});
  }

  private static Endpoint parsed(ServiceEndpointSpec spec) {
    return EndpointFixture.endpoint("orders").with(_ -> spec).parsed();
  }

  private static ServiceEndpointSpec withoutAddresses(ServiceEndpointSpec spec) {
    Backend backend = spec.backend();
    return backend == null || backend.fixed() == null
        ? spec
        : EndpointFixture.backend(spec, EndpointFixture.backend());
  }
}
