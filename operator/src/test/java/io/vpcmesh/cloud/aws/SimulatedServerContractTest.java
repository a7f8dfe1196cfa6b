package io.vpcmesh.cloud.aws;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Alarm;
import io.vpcmesh.cloud.Cloud;
import io.vpcmesh.cloud.CloudMap;
import io.vpcmesh.cloud.CloudMapContract;
import io.vpcmesh.cloud.CloudWatch;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.Sts;
import io.vpcmesh.cloud.VirtualClock;
import io.vpcmesh.cloud.aws.AwsConnection.AccessKey;
import io.vpcmesh.cloud.rules.CloudUnderTest;
import io.vpcmesh.cloud.simulated.Limits;
import io.vpcmesh.cloud.simulated.Rule;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.cloud.wire.CloudServer;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;

/** The SDK against the simulated cloud, over HTTP, keeps every rule: nothing is lost on the way. */
class SimulatedServerContractTest extends CloudMapContract {

  private final VirtualClock clock = new VirtualClock();
  private final Behind behind = new Behind();
  private final CloudServer server = CloudServer.of(behind);
  private final AwsCloud cloud =
      new AwsCloud(
          AwsConnection.ofEnvironment("test")
              .at(server.endpoint())
              .signedWith(new AccessKey("test", "test")));

  /** The cloud behind the server, another one for each case. */
  private static final class Behind implements Cloud {

    private final AtomicReference<SimulatedCloud> current = new AtomicReference<>();

    @Override
    public CloudMap cloudMap(Place place) {
      return current.get().cloudMap(place);
    }

    @Override
    public Sts sts(Place place) {
      return current.get().sts(place);
    }

    @Override
    public Ec2 ec2(Place place) {
      return current.get().ec2(place);
    }

    @Override
    public CloudWatch cloudWatch(Place place) {
      return current.get().cloudWatch(place);
    }
  }

  @AfterAll
  void close() {
    cloud.close();
    server.close();
  }

  @Override
  protected String name() {
    return "AWS SDK against the simulated cloud";
  }

  @Override
  protected CloudUnderTest fresh() {
    Settings settings = Settings.defaults().withLimits(Limits.unlimited());
    behind.current.set(new SimulatedCloud(settings, clock));
    return new Account(cloud, behind.current.get(), clock);
  }

  @Override
  protected ImmutableSet<Rule> notKept() {
    return ImmutableSet.of();
  }

  private record Account(AwsCloud cloud, SimulatedCloud behind, VirtualClock clock)
      implements CloudUnderTest {

    private Place home() {
      return Place.of(behind.settings().region());
    }

    @Override
    public CloudMap cloudMap() {
      return cloud.cloudMap(home());
    }

    @Override
    public Sts sts() {
      return cloud.sts(home());
    }

    @Override
    public Ec2 ec2() {
      return cloud.ec2(home());
    }

    @Override
    public void attach(SecurityGroupId group) {
      behind.attach(ImmutableSet.of(new IpAddress("10.0.1.4")), ImmutableSet.of(group));
    }

    @Override
    public PrefixListId prefixList(int maxEntries, Cidr... entries) {
      return behind.makePrefixList(maxEntries, entries);
    }

    @Override
    public CloudWatch cloudWatch() {
      return cloud.cloudWatch(home());
    }

    @Override
    public void alarm(Alarm alarm) {
      behind.setAlarm(alarm);
    }

    @Override
    public void compositeAlarm(Alarm alarm) {
      behind.setCompositeAlarm(alarm);
    }

    @Override
    public void pass(Duration time) {
      clock.pass(time);
    }
  }
}
