package io.vpcmesh.membership.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.Membership.Presence;
import io.vpcmesh.membership.kubernetes.Slice.Member;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.PodChoice;
import io.vpcmesh.topology.Endpoint.TargetPort;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** However the picture came about, it is that of the slices that are there. */
class RandomSlicesTest {

  private static final EndpointKey KEY = EndpointKey.of("shop", "orders");
  private static final Endpoint ENDPOINT =
      SliceMembershipTest.endpoint(
          new PodChoice.OfService("orders"), false, new TargetPort.Named("http"));
  private static final int PODS = 8;
  private static final ImmutableList<State> STATES = ImmutableList.copyOf(State.values());

  private final Moments moments = new Moments();

  @Test
  void theSourceAlwaysShowsWhatTheSlicesShow() {
    for (long seed = 0; seed < 200; seed++) {
      History history = new History(new Random(seed));
      for (int step = 0; step < 100; step++) {
        history.step();

        assertThat(history.listed())
            .as("seed %d, step %d: nobody is lost sight of", seed, step)
            .containsAll(history.there());
        assertThat(history.unjustlyGone()).as("seed %d, step %d", seed, step).isEmpty();
      }
      moments.pass();

      assertThat(history.source.of(KEY, ENDPOINT).instances())
          .as("seed %d", seed)
          .isEqualTo(history.afresh().instances());
    }
  }

  /** Slices come, change and go; pods are in none, one or several. */
  private final class History {

    private final Random random;
    private final SliceMembership source = new SliceMembership(moments);
    private final Map<ObjectRef, Slice> slices = new TreeMap<>();
    private final Set<InstanceId> seenToLeave = new HashSet<>();

    private History(Random random) {
      this.random = random;
      source.of(KEY, ENDPOINT);
      source.synced();
    }

    void step() {
      Set<InstanceId> before = there();
      ObjectRef ref = Slices.ref("s" + random.nextInt(4));
      boolean positively = true;
      if (random.nextInt(4) == 0) {
        positively = random.nextBoolean();
        source.gone(ref, positively);
        slices.remove(ref);
      } else {
        Slice slice = slice(ref);
        source.seen(slice);
        slices.put(ref, slice);
      }
      before.removeAll(there());
      if (positively) {
        seenToLeave.addAll(before);
      } else {
        seenToLeave.removeAll(before);
      }
      if (random.nextInt(3) == 0) {
        moments.pass();
      }
    }

    private Slice slice(ObjectRef ref) {
      Member[] members =
          IntStream.range(0, PODS)
              .filter(_ -> random.nextInt(4) == 0)
              .mapToObj(this::pod)
              .toArray(Member[]::new);
      return Slices.slice(
          ref.name(), "orders", ImmutableMap.of("http", 8080 + random.nextInt(2)), members);
    }

    private Member pod(int number) {
      String ip = random.nextInt(3) == 0 ? "2001:db8::" + number : "10.0.1." + number;
      State state = STATES.get(random.nextInt(STATES.size()));
      return Slices.pod("pod-" + number, ip, state);
    }

    Set<InstanceId> there() {
      return slices.values().stream()
          .flatMap(slice -> slice.members().stream())
          .map(Member::id)
          .collect(Collectors.toSet());
    }

    Set<InstanceId> listed() {
      return source.of(KEY, ENDPOINT).instances().keySet();
    }

    /** Gone as the source says, although nobody saw them leave last. */
    Set<InstanceId> unjustlyGone() {
      Membership membership = source.of(KEY, ENDPOINT);
      return IntStream.range(0, PODS)
          .mapToObj(number -> new InstanceId("pod-" + number))
          .filter(id -> membership.presence(id) == Presence.GONE)
          .filter(id -> !seenToLeave.contains(id))
          .collect(Collectors.toSet());
    }

    /** What another source makes of the slices that are there now. */
    Membership afresh() {
      SliceMembership other = new SliceMembership(moments);
      slices.values().forEach(other::seen);
      other.synced();
      return other.of(KEY, ENDPOINT);
    }
  }
}
