package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.engine.EndpointJournal.GroupRef;
import io.vpcmesh.engine.GroupReads.Question;
import io.vpcmesh.firewall.KnownGroup;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Groups that are to be read at the same time are read together. */
class GroupReadsTest {

  @Nested
  class InTheEngine {

    private static final int SERVICES = 120;

    private final TestWorld world = TestWorld.realistic();

    @Test
    void aRestartReadsHundredGroupsInTwoCalls() {
      comeUp();
      world.calls.clear();

      world.restart().run(Duration.ofSeconds(20));

      assertThat(world.count(AwsAction.DESCRIBE_SECURITY_GROUPS)).isLessThanOrEqualTo(3);
      assertThat(world.count(AwsAction.DESCRIBE_SECURITY_GROUP_RULES)).isLessThanOrEqualTo(3);
      assertThat(secured()).containsOnly("TRUE/RulesInSync");
      assertThat(world.writes()).isZero();
    }

    @Test
    void whatCouldNotBeReadIsToldByEachAndReadAgain() {
      comeUp();
      world
          .cloud
          .faults()
          .set(CallPattern.to(AwsAction.DESCRIBE_SECURITY_GROUP_RULES), Fault.denied());
      world.restart().run(Duration.ofSeconds(20));
      assertThat(secured()).containsOnly("FALSE/AwsAccessDenied");

      world.cloud.faults().clear();
      world.run(Duration.ofMinutes(10));

      assertThat(secured()).containsOnly("TRUE/RulesInSync");
      assertThat(world.count(AwsAction.CREATE_SECURITY_GROUP)).isEqualTo(SERVICES);
    }

    private void comeUp() {
      world.mesh("shop", Specs.secured(Specs.mesh()));
      IntStream.range(0, SERVICES).forEach(i -> world.endpoint(name(i), Specs.client()));
      world.run(Duration.ofMinutes(3));
    }

    private ImmutableSet<String> secured() {
      return IntStream.range(0, SERVICES)
          .mapToObj(i -> world.condition(name(i), "Secured"))
          .collect(ImmutableSet.toImmutableSet());
    }

    private static String name(int i) {
      return "service-" + i;
    }
  }

  @Nested
  class Questions {

    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");
    private static final Place HOME = new Place("eu-west-1", Optional.empty());
    private static final Place ELSEWHERE = new Place("eu-west-2", Optional.empty());

    private final GroupReads reads = new GroupReads();

    @Test
    void whatIsAskedByNameAndWhatIsAskedByIdAreTwoReads() {
      Question named = ask("a", HOME, Optional.empty());
      Question known = ask("b", HOME, Optional.of(new SecurityGroupId("sg-0b0b0b0b")));

      assertThat(reads.together(HOME)).containsExactly(Map.entry(key("a"), named));
      reads.ask(key("a"), Optional.empty());
      assertThat(reads.together(HOME)).containsExactly(Map.entry(key("b"), known));
    }

    @Test
    void whatIsUnknownGoesBeforeWhatIsOnlyLookedAtAgain() {
      Question audit = ask("a", HOME, Optional.empty());
      audit.track().ledger().seen(new KnownGroup.Absent());
      ask("b", HOME, Optional.empty());

      assertThat(reads.together(HOME)).containsOnlyKeys(key("b"));
    }

    @Test
    void noMoreThanHundredAreReadTogether() {
      IntStream.range(0, 150).forEach(i -> ask("endpoint-" + i, HOME, Optional.empty()));

      assertThat(reads.together(HOME)).hasSize(100).containsKey(key("endpoint-0"));
    }

    @Test
    void nobodyIsToldOfAnotherPlaceThanHeAskedAbout() {
      ask("a", ELSEWHERE, Optional.empty());
      ask("b", HOME, Optional.empty());

      assertThat(reads.together(HOME)).containsOnlyKeys(key("b"));
      assertThat(reads.together(ELSEWHERE)).isEmpty();
    }

    @Test
    void askingTheSameAgainIsNoNews() {
      Question question = ask("a", HOME, Optional.empty());

      assertThat(reads.ask(key("a"), Optional.of(question))).isFalse();
      assertThat(reads.ask(key("a"), Optional.empty())).isFalse();
      assertThat(reads.together(HOME)).isEmpty();
    }

    private Question ask(String endpoint, Place place, Optional<SecurityGroupId> id) {
      GroupRef ref = new GroupRef("vpc-0a", "vpcmesh-" + endpoint, id);
      Question question =
          new Question(
              place,
              ref,
              Identity.of("test", key(endpoint), MeshId.of("shop", "shop"), "uid"),
              new EndpointState(key(endpoint), EndpointJournal.empty("uid")),
              new GroupTrack(ref, false, Instant.EPOCH, NOW, Duration.ofMinutes(9)));
      assertThat(reads.ask(key(endpoint), Optional.of(question))).isTrue();
      return question;
    }

    private static EndpointKey key(String name) {
      return EndpointKey.of("shop", name);
    }
  }
}
