package io.vpcmesh.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.Client;
import io.vpcmesh.api.v1alpha1.DnsRecords;
import io.vpcmesh.api.v1alpha1.HealthReporting;
import io.vpcmesh.api.v1alpha1.MeshMode;
import io.vpcmesh.api.v1alpha1.Ownership;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.Registration;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.RecordType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The stories that are told with something going wrong at every point. */
final class Scenarios {

  static final ImmutableList<Scenario> ALL =
      ImmutableList.of(
          demo(),
          shop(),
          scale(),
          deletion(),
          srv(),
          readiness(),
          adoption(),
          absence(),
          firewall(),
          prefixLists());

  private Scenarios() {}

  /** What the demo tells, on the manifests of the example. */
  static Scenario demo() {
    return Scenario.of(
        "the demo's story",
        script -> {
          script.world.labels("shop", ExampleShop.LABELS).mesh("shop", ExampleShop.MESH);
          script.task("order", ExampleShop.task("task-a", "10.0.1.30", State.READY));
          script.task("order", ExampleShop.task("task-b", "10.0.2.30", State.READY));
          script.task("order", ExampleShop.task("task-c", "10.0.3.30", State.READY));
          script.endpoint("web", ExampleShop.WEB);
          script.endpoint("user", ExampleShop.USER);
          script.endpoint("order", ExampleShop.ORDER);
          script.endpoint("payments", ExampleShop.PAYMENTS);
        },
        script -> script.endpoint("user", ExampleShop.USER_WITH_A_THIRD_ADDRESS),
        script -> script.endpoint("order-copy", ExampleShop.ORDER_COPY),
        script -> {
          script.orphan("order-copy");
          script.world.unreadable("web", ExampleShop.WEB_IS_BROKEN);
        },
        script -> script.world.mended("web"),
        script -> script.die("order", "task-b"),
        script -> script.task("order", ExampleShop.task("task-d", "10.0.2.31", State.NOT_READY)),
        script -> script.move("order", "task-d", State.READY),
        script -> script.orphan("payments"),
        script -> script.bringBack("payments"),
        script -> script.endpoint("order", ExampleShop.ORDER_BEHIND_ANOTHER_PORT),
        script -> {
          script.move("order", "task-a", State.NOT_READY);
          script.move("order", "task-c", State.NOT_READY);
        },
        script -> {
          script.move("order", "task-a", State.READY);
          script.move("order", "task-c", State.READY);
        },
        script -> script.endpoint("order", ExampleShop.ORDER));
  }

  /** Twenty tasks; the daemon restarts, and twelve of them are merely not there any more. */
  private static Scenario absence() {
    return Scenario.of(
        "absence after a restart",
        script -> {
          script.world.mesh("shop", Specs.mesh());
          IntStream.rangeClosed(1, 20).forEach(i -> script.task("order", task(i)));
          script.endpoint("order", Specs.endpoint());
        },
        script -> {
          IntStream.rangeClosed(9, 20).forEach(i -> script.lose("order", task(i).id().value()));
          script.restart();
        });
  }

  /** Four endpoints; one is changed, one breaks, one is in conflict, one loses a task. */
  private static Scenario shop() {
    return Scenario.of(
        "a change, a break and a conflict",
        script -> {
          script.world.mesh("shop", Specs.mesh());
          script.endpoint("web", Specs.endpoint("10.0.1.4", "10.0.1.5"));
          script.endpoint("user", Specs.endpoint("10.0.2.4"));
          script.task("order", Specs.task("task-1", "10.0.3.4"));
          script.task("order", Specs.task("task-2", "10.0.3.5"));
          script.endpoint("order", Specs.endpoint());
          script.endpoint("payments", Specs.endpoint(Specs.ttl("30s"), "10.0.4.4"));
        },
        script -> script.endpoint("web", Specs.endpoint("10.0.1.5", "10.0.1.6")),
        script -> {
          script.broken("user", Specs.endpoint("10.0.2.400"));
          script.endpoint("rival", Specs.named(Specs.endpoint("10.0.9.9"), "payments"));
          script.endpoint("payments", Specs.endpoint(Specs.ttl("60s"), "10.0.4.4"));
        },
        script -> script.die("order", "task-1"));
  }

  private static Scenario scale() {
    return Scenario.of(
        "1 to 20 to 3",
        script -> {
          script.world.mesh("shop", Specs.mesh());
          script.task("order", Specs.task("task-01", "10.0.3.1"));
          script.endpoint("order", Specs.endpoint());
        },
        script -> IntStream.rangeClosed(2, 20).forEach(i -> script.task("order", task(i))),
        script ->
            IntStream.rangeClosed(4, 20)
                .forEach(i -> script.move("order", task(i).id().value(), State.DRAINING)),
        script ->
            IntStream.rangeClosed(4, 20).forEach(i -> script.die("order", task(i).id().value())));
  }

  private static Scenario deletion() {
    return Scenario.of(
        "deletion of endpoint and mesh",
        script -> {
          script.world.mesh("shop", Specs.mesh());
          script.endpoint("web", Specs.endpoint("10.0.1.4", "10.0.1.5"));
          script.endpoint("user", Specs.endpoint("10.0.2.4"));
        },
        script -> script.world.delete("web"),
        script -> {
          script.world.deleteMesh("shop");
          script.world.delete("user");
        });
  }

  /** Clients come and go, a port moves, a client is deleted, and then the service. */
  private static Scenario firewall() {
    return Scenario.of(
        "who may call whom",
        script -> {
          script.world.mesh("shop", Specs.secured(Specs.mesh()));
          script.endpoint("cart", Specs.client());
          script.endpoint("order", calledBy(8080, "cart"));
        },
        script -> {
          script.endpoint("web", Specs.client());
          script.endpoint("order", calledBy(8080, "cart", "web"));
        },
        script -> script.endpoint("order", calledBy(9090, "web")),
        script -> script.world.delete("web"),
        script -> script.world.delete("order"));
  }

  /** A list is let in, becomes too wide, and is mended. */
  private static Scenario prefixLists() {
    Consumer<Script> untilTheNextAudit = _ -> {};
    return Scenario.of(
        "a prefix list that is too wide for a while",
        script -> {
          PrefixListId office = script.list("office");
          script.world.mesh("shop", Specs.allowing(Specs.mesh(), office));
          script.endpoint("cart", Specs.client());
          script.endpoint(
              "order",
              Specs.callable(Specs.endpoint("10.0.1.4"), Specs.peer("cart"), Specs.list(office)));
        },
        script -> script.world.cloud.changePrefixList(script.list("office"), Cidr.of("0.0.0.0/1")),
        untilTheNextAudit,
        untilTheNextAudit,
        script ->
            script.world.cloud.changePrefixList(script.list("office"), Cidr.of("10.9.0.0/16")));
  }

  private static ServiceEndpointSpec calledBy(int port, String... clients) {
    return Specs.callable(
        Specs.ports(Specs.endpoint("10.0.1.4"), Specs.port("http", 80, port)),
        Arrays.stream(clients).map(Specs::peer).toArray(Client[]::new));
  }

  private static Scenario srv() {
    ServiceEndpointSpec one =
        Specs.ports(
            Specs.endpoint(Specs.record(DnsRecords.SRV), "10.0.1.4", "10.0.1.5"),
            Specs.port("http", 80, 8080));
    ServiceEndpointSpec two =
        Specs.ports(one, Specs.port("http", 80, 8080), Specs.port("admin", 81, 9090));
    return Scenario.of(
        "SRV with a second port for a while",
        script -> script.world.mesh("shop", Specs.mesh()),
        script -> script.endpoint("web", one),
        script -> script.endpoint("web", two),
        script -> script.endpoint("web", one));
  }

  private static Scenario readiness() {
    return Scenario.of(
        "readiness and drain",
        script -> {
          script.world.mesh("shop", Specs.mesh());
          script.task("order", task(1));
          script.task("order", task(2));
          script.endpoint("order", Specs.endpoint(Specs.health(HealthReporting.CUSTOM)));
        },
        script -> script.move("order", "task-01", State.NOT_READY),
        script -> {
          script.move("order", "task-01", State.READY);
          script.move("order", "task-02", State.DRAINING);
        },
        script -> {
          script.die("order", "task-02");
          script.task("order", task(3));
        });
  }

  /** A namespace and a service are there already, with an instance of somebody else in it. */
  private static Scenario adoption() {
    return Scenario.of(
        "adoption",
        Scenarios::somebodyElse,
        script -> {
          script.world.mesh("shop", Specs.mesh(MeshMode.ENFORCE, Ownership.ADOPTED));
          script.endpoint("web", Specs.endpoint("10.0.1.4", "10.0.1.5"));
          script.endpoint("user", Specs.endpoint("10.0.2.4"));
        },
        script -> annotate(script, "web", "10-0-1-4"),
        script ->
            script.endpoint(
                "web",
                Specs.endpoint(
                    Specs.attributes(ImmutableMap.of("version", "2")), "10.0.1.4", "10.0.1.6")),
        script -> script.world.delete("web"));
  }

  static void somebodyElse(Script script) {
    CloudMap person = person(script);
    person.createPrivateDnsNamespace(
        new NamespaceSpec(
            Specs.NAMESPACE, Optional.of("vpc-0a"), "by hand", "n-1", ImmutableMap.of()));
    script.world.loop.runFor(Duration.ofMinutes(1));
    WorldSnapshot.Namespace space = script.world.snapshot().namespaces().getFirst();
    WorldSnapshot.Service web =
        serviceOf(
            script,
            person
                .createService(
                    new ServiceSpec(
                        space.id(),
                        "web",
                        "by hand",
                        ImmutableList.of(new DnsRecord(RecordType.A, 60)),
                        false,
                        "s-1",
                        ImmutableMap.of()))
                .name());
    person.registerInstance(
        new Registration(
            web.id(),
            new InstanceId("legacy"),
            "i-1",
            ImmutableMap.of("AWS_INSTANCE_IPV4", "10.9.9.9")));
    script.world.loop.runFor(Duration.ofSeconds(5));
  }

  /** Somebody adds an attribute of theirs to one of our instances. */
  static void annotate(Script script, String service, String id) {
    WorldSnapshot.Service found = serviceOf(script, service);
    if (found.instances().stream().noneMatch(instance -> instance.id().value().equals(id))) {
      throw new IllegalStateException(id + " of " + service + " is not registered yet");
    }
    ImmutableMap.Builder<String, String> attributes = ImmutableMap.builder();
    found.instances().stream()
        .filter(instance -> instance.id().value().equals(id))
        .forEach(instance -> attributes.putAll(instance.attributes()));
    attributes.put("weight", "7");
    person(script)
        .registerInstance(
            new Registration(found.id(), new InstanceId(id), "w-1", attributes.buildKeepingLast()));
  }

  private static WorldSnapshot.Service serviceOf(Script script, String name) {
    return script.world.snapshot().service(Specs.NAMESPACE, name).orElseThrow();
  }

  static CloudMap person(Script script) {
    return script.world.cloud.client("person").cloudMap(Place.of(Specs.REGION));
  }

  static Instance task(int number) {
    return Specs.task("task-%02d".formatted(number), "10.0.3." + number);
  }
}
