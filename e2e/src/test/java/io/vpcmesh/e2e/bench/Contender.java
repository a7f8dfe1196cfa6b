package io.vpcmesh.e2e.bench;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.InstanceId;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One who registers what it sees in a namespace, with a watch of our own beside that sees the same.
 * The Services get another address in turn.
 */
final class Contender implements AutoCloseable {

  private static final String SEEN = "seen";

  private final String namespace;
  private final List<String> services;
  private final KubernetesClient client;
  private final Account aws;
  private final Moments seen = new Moments();
  private final Watch watch;
  private int given;

  /**
   * Nanoseconds.
   *
   * @param toFirstCall from when our own watch saw the address to the first call about it
   * @param toRegistration the same, to its RegisterInstance
   * @param fromWrite from before the slice was written to its RegisterInstance
   */
  record Sample(long toFirstCall, long toRegistration, long fromWrite) {}

  /** Gives each Service its first address. */
  Contender(String namespace, List<String> services, KubernetesClient client, Account aws) {
    this.namespace = namespace;
    this.services = services;
    this.client = client;
    this.aws = aws;
    this.watch = client.resources(EndpointSlice.class).inNamespace(namespace).watch(new Observer());
    services.forEach(_ -> client.resource(nextSlice()).create());
  }

  /** Gives the next Service another address and waits until it is registered. */
  Sample sample() throws IOException {
    EndpointSlice slice = nextSlice();
    long written = System.nanoTime();
    client.resource(slice).update();
    InstanceId fresh = Pods.id(namespace, given - 1);
    long registered = registered(fresh);
    long event = seen.await(SEEN, fresh);
    long first = aws.calls().await(Account.ANY_CALL, fresh);
    return new Sample(first - event, registered - event, registered - written);
  }

  private long registered(InstanceId instance) throws IOException {
    return aws.calls().await(AwsAction.REGISTER_INSTANCE.awsName(), instance);
  }

  /** Waits until all that was given is registered. */
  void awaitFirst() throws IOException {
    for (int pod = 0; pod < given; pod++) {
      registered(Pods.id(namespace, pod));
    }
  }

  private EndpointSlice nextSlice() {
    int turn = given % services.size();
    EndpointSlice slice =
        Pods.slice(
            namespace,
            services.get(turn),
            0,
            IntStream.iterate(turn, pod -> pod <= given, pod -> pod + services.size()));
    given++;
    return slice;
  }

  private final class Observer implements Watcher<EndpointSlice> {

    @Override
    public void eventReceived(Action action, EndpointSlice slice) {
      slice
          .getEndpoints()
          .forEach(endpoint -> seen.note(SEEN, new InstanceId(endpoint.getTargetRef().getUid())));
    }

    @Override
    public void onClose(WatcherException cause) {
      throw new IllegalStateException("the watch ended", cause);
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
