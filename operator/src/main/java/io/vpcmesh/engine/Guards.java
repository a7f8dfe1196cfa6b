package io.vpcmesh.engine;

import io.vpcmesh.registry.apply.DeletionGate;
import io.vpcmesh.topology.Index;

/** What stands between a wish and AWS in one engine, beside the rules of its plans. */
record Guards(Appliers appliers, DeletionGate gate, Index index) {}
