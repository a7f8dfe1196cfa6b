package io.vpcmesh.membership.simulated;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.Membership.Absence;
import io.vpcmesh.membership.MembershipSource;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.PortNumber;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.TargetPort;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A source whose tasks do what a script says. A new object of it on the same tasks is what a
 * restarted daemon sees: it knows who is there, but did not see who left. Safe for threads.
 */
public final class ScriptedTasks implements MembershipSource {

  private final Map<EndpointKey, SortedMap<InstanceId, Instance>> tasks;
  private final Map<EndpointKey, Set<InstanceId>> gone = new HashMap<>();
  private Consumer<EndpointKey> listener = key -> {};
  private boolean synced = true;

  public ScriptedTasks() {
    this(new HashMap<>());
  }

  private ScriptedTasks(Map<EndpointKey, SortedMap<InstanceId, Instance>> tasks) {
    this.tasks = tasks;
  }

  /** The same tasks as a restarted daemon sees them: without memory of those that left. */
  public synchronized ScriptedTasks afterRestart() {
    return new ScriptedTasks(tasks);
  }

  /** Who is told that the tasks of an endpoint changed. */
  public synchronized void listener(Consumer<EndpointKey> next) {
    listener = next;
  }

  /** Whether the source knows all tasks; before that nothing can be concluded from absence. */
  public synchronized void synced(boolean now) {
    synced = now;
    tasks.keySet().forEach(listener);
  }

  /** A task appears, or is in another state. */
  public synchronized void put(EndpointKey endpoint, Instance task) {
    tasks.computeIfAbsent(endpoint, key -> new TreeMap<>()).put(task.id(), task);
    gone.computeIfAbsent(endpoint, key -> new HashSet<>()).remove(task.id());
    listener.accept(endpoint);
  }

  /** A task is in another state. */
  public synchronized void move(EndpointKey endpoint, InstanceId id, State state) {
    Instance task = tasks.getOrDefault(endpoint, new TreeMap<>()).get(id);
    if (task == null) {
      throw new IllegalArgumentException("endpoint " + endpoint.ref() + " has no task " + id);
    }
    put(endpoint, task.in(state));
  }

  /** A task is seen to die. */
  public synchronized void die(EndpointKey endpoint, InstanceId id) {
    lose(endpoint, id);
    gone.computeIfAbsent(endpoint, key -> new HashSet<>()).add(id);
    listener.accept(endpoint);
  }

  /** A task is not in the list any more, and nobody saw it leave. */
  public synchronized void lose(EndpointKey endpoint, InstanceId id) {
    tasks.getOrDefault(endpoint, new TreeMap<>()).remove(id);
    listener.accept(endpoint);
  }

  /** Whether the script is about this endpoint. */
  public synchronized boolean knows(EndpointKey key) {
    return tasks.containsKey(key);
  }

  @Override
  public boolean covers(EndpointKey key, Endpoint endpoint) {
    return knows(key);
  }

  @Override
  public synchronized Membership of(EndpointKey key, Endpoint endpoint) {
    return new Membership(
        ImmutableSortedMap.copyOf(
            Maps.transformValues(
                tasks.getOrDefault(key, new TreeMap<>()), task -> listening(task, endpoint))),
        ImmutableSet.copyOf(gone.getOrDefault(key, Set.of())),
        synced ? Absence.INFERRED : Absence.UNKNOWN);
  }

  /** What a task does not say of its ports is as the endpoint declares it. */
  private static Instance listening(Instance task, Endpoint endpoint) {
    Map<String, PortNumber> ports = new LinkedHashMap<>();
    endpoint
        .ports()
        .forEach(port -> {
          if (port.target() instanceof TargetPort.Numbered(PortNumber number)) {
            ports.put(port.name(), number);
          }
        });
    ports.putAll(task.ports());
    return task.at(ImmutableMap.copyOf(ports));
  }
}
