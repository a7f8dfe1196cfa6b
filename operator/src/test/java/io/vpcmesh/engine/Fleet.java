package io.vpcmesh.engine;

import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import java.util.stream.IntStream;

/** The scripted tasks of endpoint shop/orders: t001, t002 and so on. */
record Fleet(TestWorld world) {

  static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");

  /** Those tasks run and are ready. */
  Fleet start(int first, int last) {
    IntStream.rangeClosed(first, last)
        .forEach(i -> world.tasks.put(ORDERS, Specs.task(name(i), address(i), 8080, State.READY)));
    return this;
  }

  /** Those tasks are not in the list any more, and nobody saw them leave. */
  Fleet lose(int first, int last) {
    IntStream.rangeClosed(first, last).forEach(i -> world.tasks.lose(ORDERS, id(i)));
    return this;
  }

  /** Those tasks are seen to die. */
  Fleet die(int first, int last) {
    IntStream.rangeClosed(first, last).forEach(i -> world.tasks.die(ORDERS, id(i)));
    return this;
  }

  /** Those tasks run and are not ready any more. */
  Fleet ail(int first, int last) {
    IntStream.rangeClosed(first, last)
        .forEach(i -> world.tasks.move(ORDERS, id(i), State.NOT_READY));
    return this;
  }

  static String name(int i) {
    return "t%03d".formatted(i);
  }

  private static InstanceId id(int i) {
    return new InstanceId(name(i));
  }

  private static String address(int i) {
    return "10.1." + i / 200 + "." + i % 200;
  }
}
