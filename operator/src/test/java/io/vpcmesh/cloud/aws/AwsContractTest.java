package io.vpcmesh.cloud.aws;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.CloudMapContract;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.Sts;
import io.vpcmesh.cloud.rules.CloudUnderTest;
import io.vpcmesh.cloud.simulated.NamespaceRule;
import io.vpcmesh.cloud.simulated.Rule;
import io.vpcmesh.cloud.simulated.ServiceRule;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

/** The SDK against moto keeps the rules that moto is known to keep. */
@AgainstMoto
class AwsContractTest extends CloudMapContract {

  private static final String REGION = "eu-west-1";

  /** moto breaks them, but we drop what was not asked for, and the SDK what AWS never says. */
  private static final ImmutableSet<Rule> MENDED_ON_THE_WAY =
      ImmutableSet.of(NamespaceRule.LIST_FILTERED, ServiceRule.LIST_WITHOUT_NAMESPACE);

  private final MotoServer moto;
  private final AwsCloud cloud;

  AwsContractTest(MotoServer moto) {
    this.moto = moto;
    this.cloud = new AwsCloud(moto.connection());
  }

  @AfterAll
  void closeClients() {
    cloud.close();
  }

  @Override
  protected String name() {
    return "AWS SDK against moto";
  }

  @Override
  protected CloudUnderTest fresh() {
    moto.reset();
    return new Account(cloud, moto);
  }

  @Override
  protected ImmutableSet<Rule> notKept() {
    return Rule.all().stream()
        .filter(rule -> rule.moto() != Rule.Moto.SAME && !MENDED_ON_THE_WAY.contains(rule))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** The account that moto plays, which does everything at once. */
  private record Account(AwsCloud cloud, MotoServer moto) implements CloudUnderTest {

    @Override
    public CloudMap cloudMap() {
      return cloud.cloudMap(Place.of(REGION));
    }

    @Override
    public Sts sts() {
      return cloud.sts(Place.of(REGION));
    }

    @Override
    public Ec2 ec2() {
      return cloud.ec2(Place.of(REGION));
    }

    @Override
    public void attach(SecurityGroupId group) {
      moto.attach(REGION, group);
    }

    @Override
    public PrefixListId prefixList(int maxEntries, Cidr... entries) {
      return moto.prefixList(REGION, maxEntries, entries);
    }

    @Override
    public CloudWatch cloudWatch() {
      return cloud.cloudWatch(Place.of(REGION));
    }

    @Override
    public void alarm(Alarm alarm) {
      moto.alarm(REGION, alarm);
    }

    @Override
    public void compositeAlarm(Alarm alarm) {
      moto.compositeAlarm(REGION, alarm);
    }

    @Override
    public void pass(Duration time) {}
  }
}
