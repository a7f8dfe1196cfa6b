package io.vpcmesh.bench;

import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.model.Resource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Services that are declared together.
 *
 * @param instances of each service
 * @param clients of each service, the next ones in their order; without any nobody has a group
 */
record Fleet(int services, int instances, int clients) {

  Stream<Resource<ServiceEndpointSpec>> endpoints() {
    List<String> names = Declared.names(services);
    return IntStream.range(0, services)
        .mapToObj(number ->
            Declared.callable(
                Declared.endpoint(names.get(number), Declared.addresses(number, instances)),
                IntStream.rangeClosed(1, clients)
                    .mapToObj(client -> names.get((number + client) % services))
                    .toList()));
  }

  boolean secured() {
    return clients > 0;
  }
}
