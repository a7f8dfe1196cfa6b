package io.vpcmesh.kubernetes;

import io.vpcmesh.topology.TopologyEvent;

/** Who is told what the API server shows; an engine. */
interface Listener {

  /** Something of the declared world was seen. */
  void observe(TopologyEvent event);
}
