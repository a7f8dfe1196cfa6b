package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.WorldSnapshot;
import io.vpcmesh.standalone.StateDirectory;
import io.vpcmesh.standalone.directory.ResourceRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The upheaval from beginning to end, with one daemon after the other. */
final class KillRun {

  private static final Duration LONG_ENOUGH_TO_COUNT = Duration.ofMillis(1_600);
  private static final Duration QUIET = Duration.ofSeconds(9);
  private static final Duration LONGEST_DELETION = Duration.ofSeconds(150);
  private static final Pattern CONFIRM = Pattern.compile("--confirm=(\\w+)");

  private final Place place;
  private final List<Kill> kills = new ArrayList<>();

  /**
   * Where it happens.
   *
   * @param cloud what the daemon is told of it
   * @param world what is in it
   */
  record Place(Path folder, List<Object> cloud, Supplier<WorldSnapshot> world) {

    Path manifests() {
      return folder.resolve("manifests");
    }

    Path state() {
      return folder.resolve("state");
    }
  }

  /**
   * The end of a daemon.
   *
   * @param started whether it had begun to work
   * @param inFlight how many operations were under way
   */
  record Kill(boolean started, int inFlight) {}

  /**
   * How it ended.
   *
   * @param world without what differs between two runs
   */
  record Ending(List<String> world, List<Kill> kills) {}

  private KillRun(Place place) {
    this.place = place;
  }

  /** Nobody is killed. */
  static Ending undisturbed(Place place) throws Exception {
    KillRun run = new KillRun(place);
    Upheaval.begin(place.manifests());
    try (DaemonProcess daemon = run.daemon()) {
      daemon.awaitReady();
      for (Upheaval.Edit edit : Upheaval.EDITS) {
        edit.of(place.manifests());
        pause(LONG_ENOUGH_TO_COUNT);
      }
      run.settle(daemon);
      run.prune(daemon);
      run.settle(daemon);
    }
    return run.ending();
  }

  /** A daemon is killed soon after each edit, now and then before it has begun to work. */
  static Ending killed(Place place, Random random) throws Exception {
    KillRun run = new KillRun(place);
    Upheaval.begin(place.manifests());
    int last = Upheaval.EDITS.size() - 1;
    for (Upheaval.Edit edit : Upheaval.EDITS.subList(0, last)) {
      run.live(edit, random);
    }
    Upheaval.EDITS.get(last).of(place.manifests());
    try (DaemonProcess daemon = run.daemon()) {
      run.settle(daemon);
      run.prune(daemon);
      run.kill(daemon);
    }
    try (DaemonProcess daemon = run.daemon()) {
      run.awaitDeleted(daemon);
      run.settle(daemon);
    }
    return run.ending();
  }

  private void live(Upheaval.Edit edit, Random random) throws Exception {
    try (DaemonProcess daemon = daemon()) {
      if (random.nextInt(5) > 0) {
        daemon.await("it works", () -> works(daemon));
      }
      edit.of(place.manifests());
      pause(Duration.ofMillis(random.nextInt(6_000)));
      kill(daemon);
    }
  }

  private static boolean works(DaemonProcess daemon) throws IOException {
    return daemon.log().contains("msg=\"running\"");
  }

  private void kill(DaemonProcess daemon) throws IOException {
    daemon.kill();
    kills.add(new Kill(works(daemon), place.world().get().inFlight().size()));
    StateDirectory.look(place.state())
        .ifPresent(state -> {
          state.resources().readAll();
          state.store().load();
        });
  }

  /** What vanished is deleted as a person does it. */
  private void prune(DaemonProcess daemon) throws Exception {
    Matcher confirm = CONFIRM.matcher(Told.by("prune", "--state", place.state()).out());
    assertThat(confirm.find()).as("something is orphaned").isTrue();
    Told told = Told.by("prune", "--state", place.state(), "--confirm=" + confirm.group(1));
    assertThat(told.out()).as(daemon.log()).endsWith("2 resources are being deleted\n");
  }

  /**
   * A daemon deletes no service before it is old enough to see all that its killed predecessor may
   * have sent.
   */
  private void awaitDeleted(DaemonProcess daemon) throws Exception {
    daemon.await("what was to be deleted is gone", LONGEST_DELETION, () -> !isDeleting());
  }

  private boolean isDeleting() {
    return StateDirectory.look(place.state()).orElseThrow().resources().readAll().stream()
        .anyMatch(ResourceRecord::deleting);
  }

  /** Nothing changes any more for longer than any edit waits. */
  private void settle(DaemonProcess daemon) throws Exception {
    Change[] last = {new Change("", Instant.now())};
    daemon.await(
        "the cloud is quiet",
        () -> {
          WorldSnapshot world = place.world().get();
          Instant now = Instant.now();
          String shown = world.normalised() + " " + world.inFlight();
          if (!shown.equals(last[0].world()) || !world.inFlight().isEmpty()) {
            last[0] = new Change(shown, now);
          }
          return last[0].at().plus(QUIET).isBefore(now);
        });
  }

  private record Change(String world, Instant at) {}

  private Ending ending() {
    return new Ending(withoutIdentity(place.world().get()), List.copyOf(kills));
  }

  /** Line by line; another installation has other ids for its resources. */
  private static List<String> withoutIdentity(WorldSnapshot world) {
    return world
        .normalised()
        .toString()
        .replaceAll("vpcmesh.io/(uid|installation)=[-0-9a-z]+", "vpcmesh.io/$1=_")
        .replaceAll("(Namespace|Service|Instance)\\[", "\n$1[")
        .lines()
        .toList();
  }

  private DaemonProcess daemon() throws IOException {
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(
        List.of("standalone", "--manifests", place.manifests(), "--state", place.state()));
    arguments.addAll(place.cloud());
    return DaemonProcess.start(place.folder(), arguments.toArray());
  }

  private static void pause(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }
}
