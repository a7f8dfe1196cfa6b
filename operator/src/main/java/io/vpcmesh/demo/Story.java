package io.vpcmesh.demo;

import io.vpcmesh.api.v1alpha1.Condition;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.api.v1alpha1.InstanceCount;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.engine.Store.Journals;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.simulated.ScriptedTasks;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What happens in the demo, in order: each chapter does something, waits, and shows. */
final class Story {

  private static final EndpointKey ORDER = EndpointKey.of("shop", "order");

  private final Stage stage;
  private final Path manifests;
  private final ScriptedTasks tasks;

  Story(Stage stage, Path manifests, ScriptedTasks tasks) {
    this.stage = stage;
    this.manifests = manifests;
    this.tasks = tasks;
  }

  /** Tells the whole story. */
  void tell() throws IOException {
    declared();
    changed();
    conflicting();
    broken();
    lostTask();
    vanished();
    takenBack();
  }

  private void declared() {
    stage.chapter("Four services are declared: web, user, order, payments");
    stage.await(
        "all four are ready", journals -> ready(journals, "web", "user", "order", "payments"));
    stage.say("Each has a Cloud Map service; the tasks of order come from a scripted scheduler.");
    stage.say("payments shares one host between two processes, so it got SRV records.");
    stage.showEndpoints();
    stage.showRegistry();
    stage.showCalls();
  }

  private void changed() throws IOException {
    stage.chapter("user gets a third address");
    Path file = manifests.resolve("user.yaml");
    String before = Files.readString(file);
    Files.writeString(file, before + "      - {ip: 10.0.3.20, zone: eu-west-1c}\n");
    stage.await("user has three instances", journals -> healthy(journals, "user", 3));
    stage.say("One address more is one call, whatever else is in the mesh.");
    stage.showEndpoint("user");
    stage.showCalls();
  }

  private void conflicting() throws IOException {
    stage.chapter("Somebody claims a name that is taken");
    Path file = manifests.resolve("order-copy.yaml");
    Files.writeString(
        file,
        Files.readString(manifests.resolve("order.yaml"))
            .replace("name: order\n", "name: order-copy\n")
            .replace("  meshRef:", "  serviceName: order\n  meshRef:"));
    stage.await("the younger one is refused", journals -> refused(journals, "order-copy"));
    stage.say("The oldest wins; order itself does not notice.");
    stage.showEndpoint("order-copy");
    stage.showCondition("order-copy", "Accepted");
    stage.showEndpoint("order");
    stage.showCalls();
    Files.delete(file);
  }

  private void broken() throws IOException {
    stage.chapter("A manifest is broken, then mended");
    Path file = manifests.resolve("web.yaml");
    String good = Files.readString(file);
    Files.writeString(file, good.replace("targetPort:", "tragetPort:"));
    stage.await("web says what is wrong", journals -> refused(journals, "web"));
    stage.say("What ran goes on running: nothing was deregistered.");
    stage.showEndpoint("web");
    stage.showCondition("web", "Accepted");
    Files.writeString(file, good);
    stage.await("web is ready again", journals -> ready(journals, "web"));
    stage.showEndpoint("web");
    stage.showCalls();
  }

  private void lostTask() {
    stage.chapter("A task of order dies, and the scheduler starts another");
    tasks.die(ORDER, new InstanceId("task-b"));
    stage.await("the dead task is not offered any more", journals -> healthy(journals, "order", 2));
    stage.say("It was seen to die, so it is deregistered at once.");
    stage.showEndpoint("order");
    tasks.put(ORDER, Demo.task("task-d", "10.0.2.31", Instance.State.NOT_READY));
    stage.await("the new one is known", journals -> registered(journals, "order", 3));
    stage.say("task-d is starting: registered, but marked UNHEALTHY.");
    stage.showRegistry("order");
    tasks.move(ORDER, new InstanceId("task-d"), Instance.State.READY);
    stage.await("order is complete again", journals -> healthy(journals, "order", 3));
    stage.showEndpoint("order");
    stage.showCalls();
  }

  private void vanished() throws IOException {
    stage.chapter("A manifest vanishes, as in a checkout that went wrong");
    Path file = manifests.resolve("payments.yaml");
    String kept = Files.readString(file);
    Files.delete(file);
    stage.await("payments is orphaned", journals -> orphaned(journals, "payments"));
    stage.say("An absent file deletes nothing. A person would run 'vpcmesh prune'.");
    stage.showEndpoint("payments");
    Files.writeString(file, kept);
    stage.await("payments is back", journals -> ready(journals, "payments"));
    stage.say("order-copy, whose manifest went in chapter 3, waits for the same decision.");
    stage.showEndpoints();
    stage.showCalls();
  }

  private void takenBack() throws IOException {
    stage.chapter("A change of order goes bad, and is taken back");
    Path file = manifests.resolve("order.yaml");
    String good = Files.readString(file);
    stage.say("order.yaml says 'targetPort: 9090' now, in place of 8080.");
    Files.writeString(file, good.replace("targetPort: 8080", "targetPort: 9090"));
    stage.await("clients are sent to the new port", journals -> watched(journals, "order"));
    stage.say("It is on probation: watched for two minutes, or until it proves to be bad.");
    stage.showEndpoint("order");
    stage.showRegistry("order");
    stage.pass(Duration.ofSeconds(3));
    move(Instance.State.NOT_READY, "task-a", "task-c");
    stage.say("Two of the three tasks, healthy before, fail their health checks behind 9090.");
    stage.say("Half of them, so 2 of 3, are too many: the two minutes are not waited for.");
    stage.await("the change was taken back", journals -> is(journals, "order", "RolledBack"));
    stage.say("By itself and as a whole: clients are sent to 8080 again, and the tasks recover.");
    move(Instance.State.READY, "task-a", "task-c");
    stage.await("three tasks are healthy again", journals -> wellAgain(journals, "order", 3));
    stage.pass(Duration.ofSeconds(3));
    stage.showEndpoint("order");
    stage.showRegistry("order");
    stage.say("Ready is False although all serve: what runs is not what the manifest says.");
    stage.showCondition("order", "Ready");
    Files.writeString(file, Files.readString(file) + "# once more\n");
    stage.pass(Duration.ofSeconds(3));
    stage.say("Applied once more, the same manifest is not tried again:");
    stage.showEndpoint("order");
    Files.writeString(file, good);
    stage.await("order is ready, with the manifest reverted", journals -> ready(journals, "order"));
    stage.say("The way back needs no deployment, for revision 1 is what runs.");
    stage.showEndpoint("order");
    stage.showCalls();
  }

  private void move(Instance.State state, String... ids) {
    for (String id : ids) {
      tasks.move(ORDER, new InstanceId(id), state);
    }
  }

  private static boolean ready(Journals journals, String... names) {
    return all(journals, status -> is(status, "Ready", ConditionStatus.TRUE), names);
  }

  private static boolean refused(Journals journals, String name) {
    return all(journals, status -> is(status, "Accepted", ConditionStatus.FALSE), name);
  }

  private static boolean orphaned(Journals journals, String name) {
    return is(journals, name, "Orphaned");
  }

  /** Whether a change of it is in the bake, with all that it takes done. */
  private static boolean watched(Journals journals, String name) {
    return all(
        journals,
        status ->
            condition(status, "Reconciling")
                .filter(now -> now.reason().equals("Baking"))
                .filter(now -> now.message().contains("watched"))
                .isPresent(),
        name);
  }

  private static boolean is(Journals journals, String name, String phase) {
    return all(journals, status -> phase.equals(status.phase()), name);
  }

  private static boolean wellAgain(Journals journals, String name, int count) {
    return all(journals, status -> counts(status).equals(new Both(count, count)), name);
  }

  private static boolean healthy(Journals journals, String name, int count) {
    return all(
        journals,
        status ->
            is(status, "Ready", ConditionStatus.TRUE)
                && counts(status).equals(new Both(count, count)),
        name);
  }

  private static boolean registered(Journals journals, String name, int count) {
    return all(
        journals,
        status -> is(status, "Ready", ConditionStatus.TRUE) && counts(status).registered() == count,
        name);
  }

  private static boolean all(
      Journals journals, Predicate<ServiceEndpointStatus> test, String... names) {
    return List.of(names).stream()
        .map(name ->
            Optional.ofNullable(journals.endpointStatus().get(EndpointKey.of("shop", name))))
        .allMatch(status -> status.filter(test).isPresent());
  }

  private static boolean is(ServiceEndpointStatus status, String type, ConditionStatus wanted) {
    return condition(status, type).filter(found -> found.status() == wanted).isPresent();
  }

  static Optional<Condition> condition(ServiceEndpointStatus status, String type) {
    return status.conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst();
  }

  private static Both counts(ServiceEndpointStatus status) {
    InstanceCount counts = status.instances();
    return counts == null
        ? new Both(0, 0)
        : new Both(orZero(counts.registered()), orZero(counts.healthy()));
  }

  private static int orZero(@Nullable Integer count) {
    return count == null ? 0 : count;
  }

  private record Both(int registered, int healthy) {}
}
