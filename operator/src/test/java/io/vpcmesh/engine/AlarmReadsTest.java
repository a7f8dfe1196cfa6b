package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.simulated.Call;
import io.vpcmesh.cloud.simulated.CallObserver;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.deployment.Signals.Alarms;
import io.vpcmesh.engine.AlarmReading.Known;
import io.vpcmesh.engine.AlarmReading.NotFound;
import io.vpcmesh.engine.AlarmReading.Unknown;
import io.vpcmesh.engine.requests.Limits;
import io.vpcmesh.engine.requests.RequestScheduler;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Place;
import io.vpcmesh.runtime.MemoryStore;
import io.vpcmesh.runtime.VirtualLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Alarms are read once for all who ask, every ten seconds, and no more when nobody does. */
class AlarmReadsTest {

  private static final Instant START = Instant.parse("2026-11-01T08:00:00Z");
  private static final MeshId MESH = MeshId.of("shop", "shop");
  private static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");
  private static final EndpointKey CART = EndpointKey.of("shop", "cart");
  private static final CallPattern DESCRIBE = CallPattern.to(AwsAction.DESCRIBE_ALARMS);

  private final VirtualLoop loop = new VirtualLoop(START);
  private final SimulatedCloud cloud = new SimulatedCloud(Settings.defaults(), loop::now);
  private final Place home = Place.of(cloud.settings().region());
  private final EngineContext context =
      new EngineContext(
          EngineSettings.of("inst-1"), loop, new MemoryStore(), cloud, Appliers.guarded());
  private final KeyQueue queue = new KeyQueue(loop, this::pass);
  private final Dispatcher dispatcher =
      new Dispatcher(
          loop,
          new RequestScheduler(Limits.defaults(), 64),
          queue::wake,
          queue::wakeAt,
          (_, bug) -> {
            throw bug;
          });
  private final AlarmReads reads = new AlarmReads();
  private final List<Call> calls = new ArrayList<>();
  private final List<Key> woken = new ArrayList<>();

  AlarmReadsTest() {
    cloud.observe(
        new CallObserver() {
          @Override
          public void beforeCall(Call call) {
            calls.add(call);
          }
        });
  }

  /** As the mesh's pass does it. */
  private void pass(Key key) {
    if (key.equals(MESH)) {
      dispatcher.offer(
          MESH,
          reads.due(context, dispatcher, MESH, home).stream()
              .collect(ImmutableList.toImmutableList()));
      // What was due before is under way: its end wakes the key.
      if (reads.nextLook().isAfter(loop.now())) {
        queue.wakeAt(MESH, reads.nextLook());
      }
    } else {
      woken.add(key);
    }
  }

  @Test
  void manyNamesOfManyEndpointsAreReadInAsFewCallsAsCanBe() {
    List<String> names = IntStream.range(0, 250).mapToObj(i -> "alarm-" + i).toList();
    names.forEach(name -> set(name, AlarmState.OK));
    IntStream.range(0, 40)
        .forEach(i ->
            ask(
                EndpointKey.of("shop", "service-" + i),
                names.subList(6 * i, 6 * i + 16).toArray(String[]::new)));

    loop.runFor(Duration.ofSeconds(9));
    assertThat(calls).hasSize(3);

    loop.runFor(Duration.ofMinutes(1));
    assertThat(calls).hasSize(3 * 7);
    assertThat(names)
        .allSatisfy(name ->
            assertThat(reading(name))
                .isInstanceOfSatisfying(
                    Known.class,
                    known -> {
                      assertThat(known.state()).isEqualTo(AlarmState.OK);
                      assertThat(known.askedAt()).isAfter(loop.now().minusSeconds(11));
                    }));
  }

  @Test
  void nothingIsReadThatNobodyAsksFor() {
    set("errors", AlarmState.OK);
    ask(ORDERS);
    loop.runFor(Duration.ofMinutes(1));
    assertThat(calls).isEmpty();

    ask(ORDERS, "errors");
    ask(CART, "errors");
    loop.runFor(Duration.ofSeconds(5));
    ask(ORDERS);
    loop.runFor(Duration.ofSeconds(10));
    assertThat(calls).hasSize(2);
    ask(CART);
    loop.runFor(Duration.ofMinutes(5));

    assertThat(calls).hasSize(2);
    assertThat(reading("errors")).isEqualTo(AlarmTrack.UNREAD);
  }

  @Test
  void whoAsksIsWokenWhenOneOfItsAlarmsChangesAndNobodyElseIs() {
    set("errors", AlarmState.OK);
    set("latency", AlarmState.OK);
    ask(ORDERS, "errors");
    ask(CART, "latency");
    loop.runFor(Duration.ofSeconds(25));
    assertThat(woken).containsExactlyInAnyOrder(ORDERS, CART);
    woken.clear();

    set("errors", AlarmState.ALARM);
    loop.runFor(Duration.ofSeconds(15));

    assertThat(woken).containsExactly(ORDERS);
    assertThat(reading("errors"))
        .isInstanceOfSatisfying(
            Known.class, known -> assertThat(known.state()).isEqualTo(AlarmState.ALARM));
  }

  @Test
  void aThrottledCallTellsNothingAndIsRepeated() {
    set("errors", AlarmState.OK);
    ask(ORDERS, "errors");
    loop.runFor(Duration.ofSeconds(5));
    woken.clear();

    cloud.faults().set(DESCRIBE, Fault.throttled());
    loop.runFor(Duration.ofSeconds(6));
    assertThat(reading("errors"))
        .isInstanceOfSatisfying(
            Unknown.class,
            unknown ->
                assertThat(unknown.failure()).get().isInstanceOf(AwsFailure.Throttled.class));
    assertThat(woken).containsExactly(ORDERS);

    cloud.faults().clear();
    loop.runFor(Duration.ofSeconds(15));
    assertThat(reading("errors")).isInstanceOf(Known.class);
    assertThat(woken).containsExactly(ORDERS, ORDERS);
  }

  @Test
  void whatMayNotBeReadIsUnknownUntilItMay() {
    set("errors", AlarmState.OK);
    cloud.faults().set(DESCRIBE, Fault.denied());
    ask(ORDERS, "errors");
    loop.runFor(Duration.ofMinutes(1));
    assertThat(reading("errors")).isInstanceOf(Unknown.class);
    assertThat(calls).hasSizeBetween(6, 7);

    cloud.faults().clear();
    loop.runFor(Duration.ofSeconds(11));

    assertThat(reading("errors")).isInstanceOf(Known.class);
  }

  @Test
  void anAlarmThatIsNotThereIsMissingAndOthersAreKnown() {
    set("errors", AlarmState.INSUFFICIENT_DATA);
    ask(ORDERS, "errors", "nobody's");

    loop.runFor(Duration.ofSeconds(5));

    assertThat(reading("nobody's")).isInstanceOf(NotFound.class);
    assertThat(reading("errors"))
        .isInstanceOfSatisfying(
            Known.class,
            known -> assertThat(known.state()).isEqualTo(AlarmState.INSUFFICIENT_DATA));
  }

  @Test
  void noStateButOkIsGood() {
    set("fine", AlarmState.OK);
    set("errors", AlarmState.ALARM);
    set("idle", AlarmState.INSUFFICIENT_DATA);
    ImmutableSet<String> names = ImmutableSet.of("fine", "errors", "idle", "nobody's");
    assertThat(reads.signal(names, loop.now()))
        .isEqualTo(new Alarms(sorted(), sorted("fine", "errors", "idle", "nobody's"), sorted()));
    ask(ORDERS, names.toArray(String[]::new));

    loop.runFor(Duration.ofSeconds(3));

    assertThat(reads.signal(names, loop.now()))
        .isEqualTo(new Alarms(sorted("errors"), sorted("idle"), sorted("nobody's")));
  }

  private static ImmutableSortedSet<String> sorted(String... names) {
    return ImmutableSortedSet.copyOf(names);
  }

  @Test
  void oneEmptyAnswerMakesNoAlarmMissing() {
    set("errors", AlarmState.OK);
    cloud.faults().set(DESCRIBE.nth(1), new Fault.EmptyPage(true));
    ask(ORDERS, "errors");

    loop.runFor(Duration.ofMillis(500));
    assertThat(reading("errors")).isEqualTo(AlarmTrack.UNREAD);
    loop.runFor(Duration.ofSeconds(2));

    assertThat(reading("errors")).isInstanceOf(Known.class);
  }

  @Test
  void anEmptyPageIsFollowedByTheOthers() {
    set("errors", AlarmState.OK);
    cloud.faults().set(DESCRIBE.nth(1), new Fault.EmptyPage(false));
    ask(ORDERS, "errors");

    loop.runFor(Duration.ofMillis(500));

    assertThat(reading("errors")).isInstanceOf(Known.class);
  }

  @Test
  void aNameThatNoAlarmCanHaveKeepsNoOtherFromBeingRead() {
    String tooLong = "a".repeat(256);
    set("errors", AlarmState.OK);
    ask(ORDERS, "", tooLong, "two\nlines", "errors");

    loop.runFor(Duration.ofSeconds(1));

    assertThat(ImmutableSet.of("", tooLong, "two\nlines"))
        .allSatisfy(name -> assertThat(reading(name)).isInstanceOf(NotFound.class));
    assertThat(reading("errors")).isInstanceOf(Known.class);
    assertThat(calls).hasSize(1);
  }

  @Test
  void anAnswerFromBeforeTheMeshWentElsewhereIsNotBelieved() {
    set("errors", AlarmState.OK);
    ask(ORDERS, "errors");
    loop.runUntil(() -> !calls.isEmpty(), Duration.ofSeconds(1));

    reads.forget();
    cloud.faults().set(DESCRIBE, Fault.unavailable());
    loop.runFor(Duration.ofSeconds(1));

    assertThat(reading("errors")).isInstanceOf(Unknown.class);
  }

  @Test
  void theMeshIsToldOfNewNamesAlone() {
    assertThat(reads.ask(ORDERS, ImmutableSet.of("errors"))).isTrue();
    pass(MESH);

    assertThat(reads.ask(ORDERS, ImmutableSet.of("errors"))).isFalse();
    assertThat(reads.ask(CART, ImmutableSet.of("errors"))).isFalse();
    assertThat(reads.ask(CART, ImmutableSet.of("errors", "latency"))).isTrue();
  }

  private void ask(Key asker, String... names) {
    if (reads.ask(asker, ImmutableSet.copyOf(names))) {
      queue.wake(MESH);
    }
  }

  private void set(String name, AlarmState state) {
    cloud.setAlarm(new Alarm(name, state));
    loop.runFor(Duration.ofSeconds(5));
  }

  private AlarmReading reading(String name) {
    return reads.reading(name, loop.now());
  }
}
