package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.NetworkInterface;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.SecurityGroupId;
import java.time.Instant;
import java.util.Optional;

/** The network interfaces of the account; who runs something there makes and removes them. */
record Interfaces(World world) {

  private static final int ID = 17;

  String make(ImmutableSet<IpAddress> addresses, ImmutableSet<SecurityGroupId> groups) {
    String id = world.chance().hex("eni-", ID);
    world.ec2().put(world.now(), new NetworkInterface(id, addresses, groups));
    return id;
  }

  void remove(String id) {
    world.ec2().interfaces().remove(world.now(), id);
  }

  Page<NetworkInterface> describe(SecurityGroupId group, Optional<String> nextToken) {
    String start = Pages.start(nextToken);
    if (world.circumstances().emptyPage().isPresent()) {
      return Pages.empty(world.circumstances().emptyPage().orElseThrow(), start);
    }
    Instant seen = world.seenWithLag(world.settings().latencies().listingLag());
    boolean filtered = world.rules().keeps(GroupRule.INTERFACES_OF_GROUP);
    return Pages.cut(
        world
            .ec2()
            .interfaces()
            .streamAfter(start, seen)
            .filter(each -> !filtered || each.groups().contains(group)),
        Pages.size(world.rules(), GroupRule.DESCRIBE_PAGED),
        NetworkInterface::id);
  }
}
