package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableMap;

/** A simulated cloud laid to rest, Region by Region. */
public record SavedCloud(ImmutableMap<String, SavedWorld> regions) {}
