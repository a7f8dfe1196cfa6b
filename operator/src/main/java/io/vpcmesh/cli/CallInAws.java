package io.vpcmesh.cli;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.config.CloudChoice;
import io.vpcmesh.firewall.apply.FirewallReader;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.Place;
import io.vpcmesh.model.Reach;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.reach.AwsCall;
import io.vpcmesh.reach.CallQuestion;
import io.vpcmesh.reach.Finding;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.MeshFacts;
import java.time.InstantSource;
import java.util.Optional;

/** Asks AWS about a call that is declared. */
record CallInAws(DeclaredWorld world, CloudChoice choice, Reach reach) {

  /** Whose a group or rule is does not matter to a packet. */
  private static final Identity NOBODY = new Identity("", "", "");

  ImmutableList<Finding> findings(CallQuestion question, ImmutableList<Port> ports) {
    OpenCloud open = Clouds.look(choice, reach, world.state(), InstantSource.system());
    try {
      FirewallReader reader = new FirewallReader(open.cloud().ec2(place(question.to())));
      return new AwsCall(question, ports)
          .findings(seen(reader, question.from()), seen(reader, question.to()));
    } finally {
      open.close().run();
    }
  }

  private ImmutableList<AwsCall.Seen> seen(FirewallReader reader, EndpointKey endpoint) {
    return world.groupsOf(endpoint).stream()
        .map(id -> seen(reader, id))
        .collect(ImmutableList.toImmutableList());
  }

  private static AwsCall.Seen seen(FirewallReader reader, SecurityGroupId id) {
    return new AwsCall.Seen(
        id, reader.read(id, Optional.empty(), NOBODY), reader.carriers(id).size());
  }

  private Place place(EndpointKey endpoint) {
    return world
        .index()
        .endpoint(endpoint)
        .flatMap(EndpointView::mesh)
        .flatMap(MeshFacts::accepted)
        .orElseThrow()
        .spec()
        .aws()
        .place();
  }
}
