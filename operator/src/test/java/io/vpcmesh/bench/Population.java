package io.vpcmesh.bench;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.model.Resource;
import java.util.ArrayList;
import java.util.List;

/** Endpoints with one address each, of which one after the other gets another address. */
final class Population {

  /** Coprime to every size: all endpoints get their turn, and neighbours do not follow. */
  private static final int STRIDE = 7_919;

  private static final int CALLED = 50;

  /** Coprime to the number of those called, so that nobody meets the same caller twice in a row. */
  private static final int CALLERS = 47;

  private final List<Resource<ServiceEndpointSpec>> endpoints = new ArrayList<>();
  private int changes;

  Population(int size) {
    List<String> names = Declared.names(size);
    for (int number = 0; number < size; number++) {
      endpoints.add(Declared.endpoint(names.get(number), List.of(Declared.address(number, 0))));
    }
  }

  ImmutableList<Resource<ServiceEndpointSpec>> all() {
    return ImmutableList.copyOf(endpoints);
  }

  /** The next endpoint, with its address replaced. */
  Resource<ServiceEndpointSpec> change() {
    int number = next();
    return put(number, Declared.edited(endpoints.get(number), address(number)));
  }

  /** One of the first fifty, called by another one than before; the same ones at every size. */
  Resource<ServiceEndpointSpec> changeClient() {
    changes++;
    int number = changes % CALLED;
    int caller = CALLED + changes % CALLERS;
    return put(
        number,
        Declared.callable(endpoints.get(number), List.of(endpoints.get(caller).ref().name())));
  }

  /** The endpoint that is next, as it is. */
  Resource<ServiceEndpointSpec> leaver() {
    return endpoints.get(Math.floorMod((changes + 1) * STRIDE, endpoints.size()));
  }

  /** An endpoint of the same name in the place of the one that left. */
  Resource<ServiceEndpointSpec> newcomer() {
    int number = next();
    Resource<ServiceEndpointSpec> gone = endpoints.get(number);
    return put(
        number,
        new Resource<>(
            gone.ref(),
            "uid-" + changes,
            1,
            gone.createdAt(),
            false,
            gone.annotations(),
            Declared.edited(gone, address(number)).spec()));
  }

  private int next() {
    changes++;
    return Math.floorMod(changes * STRIDE, endpoints.size());
  }

  private List<String> address(int number) {
    return List.of(Declared.address(number, 1 + changes % 900));
  }

  private Resource<ServiceEndpointSpec> put(int number, Resource<ServiceEndpointSpec> next) {
    endpoints.set(number, next);
    return next;
  }
}
