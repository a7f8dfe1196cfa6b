package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.DeploymentSettings;
import io.vpcmesh.api.v1alpha1.EndpointSecurityGroups;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint in a few words.
 *
 * @param ttl in seconds; 0: that of the mesh
 * @param addresses the last parts of its static addresses; none for what serves nobody or has tasks
 * @param serves whether it serves anybody
 * @param clients other endpoints that may call it
 * @param carries whether it carries the existing group in place of one of its own
 * @param service the name of its service; null: its own
 */
record Sketch(
    int ttl,
    int port,
    ImmutableList<Integer> addresses,
    boolean serves,
    ImmutableList<String> clients,
    boolean carries,
    int bake,
    boolean paused,
    @Nullable String service) {

  /** What serves nobody. */
  static Sketch client() {
    return new Sketch(10, 0, ImmutableList.of(), false, ImmutableList.of(), false, 10, false, null);
  }

  /**
   * The same, not paused, and with something to run.
   *
   * @param tasks whether it has some besides
   */
  Sketch complete(boolean tasks) {
    boolean empty = serves && !tasks && addresses.isEmpty();
    return new Sketch(
        ttl,
        port,
        empty ? ImmutableList.of(1) : addresses,
        serves,
        clients,
        carries,
        bake,
        false,
        service);
  }

  /**
   * The spec.
   *
   * @param net tells the addresses of one endpoint from those of others
   * @param group the existing one
   */
  ServiceEndpointSpec spec(int net, String group) {
    ServiceEndpointSpec usual = serves ? served(net) : Specs.client();
    return new ServiceEndpointSpec(
        usual.meshRef(),
        service,
        usual.deletionPolicy(),
        usual.ports(),
        usual.backend(),
        usual.discovery(),
        usual.clients(),
        usual.authorization(),
        carries ? new EndpointSecurityGroups(List.of(group)) : null,
        paused ? Boolean.TRUE : null,
        new DeploymentSettings(List.of(), bake + "s", null, null, null, null, null));
  }

  /** The same, with the TTL of the mesh. */
  Sketch inheriting() {
    return new Sketch(0, port, addresses, serves, clients, carries, bake, paused, service);
  }

  private ServiceEndpointSpec served(int net) {
    String[] ips =
        addresses.stream().map(last -> "10.0." + net + "." + last).toArray(String[]::new);
    return Specs.callable(
        Specs.ports(
            Specs.endpoint(ttl == 0 ? null : Specs.ttl(ttl + "s"), ips),
            Specs.port("http", 80, port)),
        clients.stream().map(Sketch::client).toArray(Client[]::new));
  }

  /** Everything that is not the name of an endpoint is a network. */
  private static Client client(String name) {
    return name.contains("/") ? Specs.network(name) : Specs.peer(name);
  }

  @Override
  public String toString() {
    return Stream.of(
            serves ? "TTL " + ttl + ", port " + port : "no service",
            addresses.isEmpty() ? "" : "addresses " + addresses,
            clients.isEmpty() ? "" : "clients " + clients,
            carries ? "the existing group" : "",
            service == null ? "" : "service " + service,
            paused ? "paused" : "",
            "bake " + bake + " s")
        .filter(part -> !part.isEmpty())
        .reduce((one, other) -> one + ", " + other)
        .orElseThrow();
  }
}
