package io.vpcmesh.bench;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.api.v1alpha1.ConditionStatus;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceEndpointStatus;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.cloud.simulated.Settings;
import io.vpcmesh.cloud.simulated.SimulatedCloud;
import io.vpcmesh.engine.Engine;
import io.vpcmesh.engine.EngineSettings;
import io.vpcmesh.membership.StaticMembership;
import io.vpcmesh.membership.simulated.ScriptedTasks;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.Resource;
import io.vpcmesh.runtime.MemoryStore;
import io.vpcmesh.runtime.VirtualLoop;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.Gone;
import io.vpcmesh.topology.TopologyEvent.MeshSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The real engine on the simulated cloud in virtual time, with all that it does counted. */
final class BenchWorld {

  static final Instant START = Instant.parse("2026-11-01T08:00:00Z");

  final SimulatedCloud cloud;
  final CallTally calls = new CallTally();
  final MemoryStore memory = new MemoryStore();
  final CountedStore store = new CountedStore(memory);
  final ScriptedTasks tasks = new ScriptedTasks();
  private final Map<String, Resource<ServiceEndpointSpec>> endpoints = new LinkedHashMap<>();
  private final Network network = new Network(START);
  private final EngineSettings settings;
  private Resource<ServiceMeshSpec> mesh = Declared.mesh();
  private Engine engine;

  BenchWorld(Settings aws, EngineSettings settings) {
    this.settings = settings;
    cloud = new SimulatedCloud(aws.withAccount("123456789012", Declared.REGION), loop()::now);
    cloud.observe(calls);
    memory.onRelease(this::released);
    engine = newEngine();
  }

  /** An account and a daemon as they are by default, with the mesh declared. */
  static BenchWorld usual() {
    return new BenchWorld(Settings.defaults(), EngineSettings.of("bench"));
  }

  /** Each endpoint is to have a security group. */
  BenchWorld secured() {
    mesh = Declared.securedMesh();
    return this;
  }

  VirtualLoop loop() {
    return network.loop();
  }

  EngineSettings settings() {
    return settings;
  }

  Engine engine() {
    return engine;
  }

  BenchWorld start() {
    engine.start(memory.load());
    engine.observe(new MeshSeen(mesh));
    endpoints.values().forEach(endpoint -> engine.observe(new EndpointSeen(endpoint)));
    engine.synced();
    return this;
  }

  /** The process dies, and another one takes over when this time has passed. */
  BenchWorld restart(Duration downtime) {
    loop().dropAll();
    loop().runFor(downtime);
    engine = newEngine();
    return start();
  }

  BenchWorld declare(Resource<ServiceEndpointSpec> endpoint) {
    endpoints.put(endpoint.ref().name(), endpoint);
    engine.observe(new EndpointSeen(endpoint));
    return this;
  }

  BenchWorld run(Duration time) {
    loop().runFor(time);
    return this;
  }

  /** The whole fleet at once. */
  BenchWorld declare(Fleet fleet) {
    fleet.endpoints().forEach(this::declare);
    return this;
  }

  /** Gives an endpoint other addresses. */
  BenchWorld edit(String name, List<String> addresses) {
    return declare(Declared.edited(requireNonNull(endpoints.get(name)), addresses));
  }

  /** Runs until every declared endpoint reports that it is ready, looking every so often. */
  BenchWorld untilReady(Duration look, Duration limit) {
    Instant end = loop().now().plus(limit);
    while (!ready()) {
      if (loop().now().isAfter(end)) {
        throw new IllegalStateException("not everything is ready after " + limit);
      }
      run(look);
    }
    return this;
  }

  private void released(Key key) {
    if (key instanceof EndpointKey endpoint) {
      endpoints.remove(endpoint.ref().name());
    }
    engine.observe(new Gone(key));
  }

  private boolean ready() {
    ImmutableMap<EndpointKey, ServiceEndpointStatus> status = memory.load().endpointStatus();
    return status.size() == endpoints.size()
        && status.values().stream()
            .flatMap(one -> one.conditions().stream())
            .filter(condition -> condition.type().equals("Ready"))
            .allMatch(condition -> condition.status() == ConditionStatus.TRUE);
  }

  private Engine newEngine() {
    Engine next =
        new Engine(
            settings, network, store, cloud, ImmutableList.of(tasks, new StaticMembership()));
    tasks.listener(next::membershipChanged);
    return next;
  }
}
