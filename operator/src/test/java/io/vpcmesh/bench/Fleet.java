package io.vpcmesh.bench;

import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.model.Resource;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Services that are declared together.
 *
 * @param instances of each service
 * @param clients of each service; without any nobody has a group
 * @param scattered whether the clients of a service are anywhere, and not the next ones in order
 */
record Fleet(int services, int instances, int clients, boolean scattered) {

  static Fleet of(int services, int instances) {
    return new Fleet(services, instances, 0, false);
  }

  Stream<Resource<ServiceEndpointSpec>> endpoints() {
    List<String> names = Declared.names(services);
    return IntStream.range(0, services)
        .mapToObj(number ->
            Declared.callable(
                Declared.endpoint(names.get(number), Declared.addresses(number, instances)),
                clients(number).distinct().sorted().mapToObj(names::get).toList()));
  }

  private IntStream clients(int service) {
    Random dice = new Random(service);
    return scattered
        ? dice.ints(0, services).filter(client -> client != service).distinct().limit(clients)
        : IntStream.rangeClosed(1, clients).map(client -> (service + client) % services);
  }

  boolean secured() {
    return clients > 0;
  }
}
