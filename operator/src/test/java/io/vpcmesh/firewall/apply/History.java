package io.vpcmesh.firewall.apply;

import static io.vpcmesh.firewall.apply.Scene.CART;
import static io.vpcmesh.firewall.apply.Scene.FORMER;
import static io.vpcmesh.firewall.apply.Scene.NAME;
import static io.vpcmesh.firewall.apply.Scene.ORDERS;
import static io.vpcmesh.firewall.apply.Scene.PROPAGATION;
import static io.vpcmesh.firewall.apply.Scene.VPC;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.IngressPermission;
import io.vpcmesh.cloud.SecurityGroupSpec;
import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.IngressRule;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.firewall.FirewallChange;
import io.vpcmesh.firewall.FirewallChange.CreateGroup;
import io.vpcmesh.firewall.KnownRule;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Random changes from a memory that is out of date, of groups that other people change as well,
 * with calls that go wrong. Each of them is judged from what is there before and after it.
 *
 * <p>What people do is known to every reader before the next change, what the changes do is not:
 * nothing can be proved of what no reader has seen.
 */
final class History {

  private static final int STEPS = 30;
  private static final Cidr NARROW = Cidr.of("10.9.0.0/16");
  private static final Cidr WIDE = Cidr.of("128.0.0.0/1");

  private final Scene scene;
  private final Random random;
  private final Set<SecurityGroupId> groups = new LinkedHashSet<>();
  private final Set<KnownRule> rules = new LinkedHashSet<>();
  private final List<String> blame = new ArrayList<>();
  private final Set<Class<?>> outcomes = new LinkedHashSet<>();
  private final PrefixListId office;
  private Optional<SecurityGroupId> justMade = Optional.empty();

  History(Function<Ec2, FirewallApplier> applier, long seed) {
    this.random = new Random(seed);
    this.scene = new Scene(settings(seed), applier);
    this.office = scene.cloud().makePrefixList(10, NARROW);
    groups.add(
        scene.person().createSecurityGroup(new SecurityGroupSpec(VPC, "carts", "c", CART.marks())));
    groups.add(scene.group(some(ORDERS, FORMER, CART)));
  }

  private Settings settings(long seed) {
    Settings strict = Settings.defaults().withSeed(seed);
    return switch (random.nextInt(4)) {
      case 0 -> strict.without(IngressRule.ALL_OR_NOTHING).without(IngressRule.ANSWERED);
      case 1 -> Settings.immediate().withSeed(seed);
      default -> strict;
    };
  }

  /** What went wrong; empty when nothing did. */
  ImmutableList<String> run() {
    for (int step = 0; step < STEPS && blame.isEmpty(); step++) {
      if (random.nextInt(3) == 0) {
        somebodyChangesSomething();
      } else {
        change();
      }
      remember();
    }
    return ImmutableList.copyOf(blame);
  }

  /** What kinds of outcome there were. */
  ImmutableSet<Class<?>> outcomes() {
    return ImmutableSet.copyOf(outcomes);
  }

  private void remember() {
    Verdict.rules(scene).map(rule -> FirewallReader.known(rule, ORDERS)).forEach(rules::add);
  }

  private void change() {
    scene.pass(Duration.ofMillis(200L * random.nextInt(6)));
    FirewallChange change = nextChange();
    boolean proven = change instanceof FirewallChange.Open(var group, _) && group.equals(justMade);
    befallen();
    Verdict verdict = new Verdict(scene, change, proven);
    Optional<GroupOutcome> outcome = made(change, proven);
    scene.cloud().faults().clear();
    justMade =
        outcome
            .filter(GroupOutcome.Created.class::isInstance)
            .map(created -> ((GroupOutcome.Created) created).facts().id());
    justMade.ifPresent(groups::add);
    outcome.ifPresent(told -> outcomes.add(told.getClass()));
    blame.addAll(verdict.of(outcome));
  }

  private Optional<GroupOutcome> made(FirewallChange change, boolean proven) {
    try {
      return Optional.of(scene.apply(change, ORDERS, proven));
    } catch (AwsException _) {
      return Optional.empty();
    }
  }

  private void befallen() {
    CallPattern call = CallPattern.all().by("operator").nth(1 + random.nextInt(3));
    switch (random.nextInt(8)) {
      case 0 -> scene.cloud().faults().set(call, Fault.happenedButAnsweredError());
      case 1 -> scene.cloud().faults().set(call, Fault.timeoutBeforeItHappened());
      case 2 -> scene.cloud().faults().set(call, Fault.throttled());
      case 3 -> scene.cloud().faults().set(call, new Fault.EmptyPage(false));
      default -> {}
    }
  }

  private FirewallChange nextChange() {
    SecurityGroupId group = justMade.orElseGet(() -> some(groups));
    return switch (random.nextInt(8)) {
      case 0 -> new CreateGroup(NAME, VPC);
      case 1 -> Scene.claim(group, someRules());
      case 2 -> Scene.deletion(group);
      case 3, 4 -> Scene.closing(group, someRules());
      default -> Scene.opening(group, Stream.generate(this::opening).limit(3).distinct().toList());
    };
  }

  private List<KnownRule> someRules() {
    return rules.stream().filter(_ -> random.nextInt(3) > 0).toList();
  }

  private Opening opening() {
    return switch (random.nextInt(20)) {
      case 0 -> Scene.from("0.0.0.0/0", 443);
      case 1, 2 -> new Opening(PortRange.of(8080, 8080), new TrafficSource.PrefixList(office));
      default -> Scene.from("10.%d.0.0/16".formatted(random.nextInt(6)), 8080);
    };
  }

  private void somebodyChangesSomething() {
    SecurityGroupId group = some(groups);
    Optional<String> rule =
        rules.isEmpty() ? Optional.empty() : Optional.of(some(rules).id().value());
    Identity owner = some(ORDERS, FORMER, CART);
    try {
      switch (random.nextInt(5)) {
        case 4 -> scene.cloud().changePrefixList(office, some(NARROW, WIDE));
        case 0 -> scene.marked(group.value(), owner);
        case 1 -> scene.marked(rule.orElse(group.value()), owner);
        default -> addRule(group, random.nextBoolean() ? owner.marks() : ImmutableMap.of());
      }
    } catch (AwsException _) {
      // It is gone, or there already.
    }
    scene.pass(PROPAGATION);
  }

  private void addRule(SecurityGroupId group, ImmutableMap<String, String> marks) {
    Opening opening = Scene.from("10.%d.0.0/16".formatted(random.nextInt(6)), 8080);
    scene
        .person()
        .authorizeSecurityGroupIngress(
            group,
            ImmutableList.of(new IngressPermission(opening.ports(), opening.source(), "")),
            marks);
  }

  @SafeVarargs
  private <T> T some(T... all) {
    return all[random.nextInt(all.length)];
  }

  private <T> T some(Set<T> all) {
    return ImmutableSet.copyOf(all).asList().get(random.nextInt(all.size()));
  }
}
