package io.vpcmesh.cloud;

import io.vpcmesh.model.Place;

/** AWS, by Region and by who acts there. */
public interface Cloud {

  CloudMap cloudMap(Place place);

  Sts sts(Place place);

  Ec2 ec2(Place place);

  CloudWatch cloudWatch(Place place);
}
