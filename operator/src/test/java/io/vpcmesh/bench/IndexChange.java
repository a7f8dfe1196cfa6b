package io.vpcmesh.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.Key;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.topology.Index;
import io.vpcmesh.topology.TopologyEvent;
import io.vpcmesh.topology.TopologyEvent.EndpointSeen;
import io.vpcmesh.topology.TopologyEvent.MeshSeen;

/** One endpoint of few or of many gets another address, in the index alone. */
final class IndexChange implements Scenario {

  private static final int WARM_UP = 5_000;
  private static final int MEASURED = 1_001;

  @Override
  public String name() {
    return "index alone";
  }

  @Override
  public ImmutableList<Figure> measure(Progress progress) {
    return new ChangeCost<>(new Figures(name()), Changing::new, progress)
        .measure("another address", WARM_UP, MEASURED, Changing::changeAddress)
        .compareWithAnew()
        .all();
  }

  /** An index that goes through its changes; whatever is touched is looked at. */
  private record Changing(Population population, Index index) implements ChangeCost.Subject {

    Changing(Population population) {
      this(population, built(population));
    }

    void changeAddress() {
      TopologyEvent event = new EndpointSeen(population.change());
      index.apply(event).forEach(key -> look(index, key));
    }

    @Override
    public long viewsBuilt() {
      return index.viewsBuilt();
    }

    @Override
    public boolean isAsBuiltAnew() {
      return views(index).equals(views(built(population)));
    }
  }

  private static Index built(Population population) {
    Index index = new Index();
    index.apply(new MeshSeen(Declared.mesh()));
    population.all().forEach(endpoint -> index.apply(new EndpointSeen(endpoint)));
    views(index);
    return index;
  }

  private static ImmutableMap<Key, Object> views(Index index) {
    return index.keys().stream()
        .collect(ImmutableMap.toImmutableMap(key -> key, key -> look(index, key)));
  }

  private static Object look(Index index, Key key) {
    return switch (key) {
      case EndpointKey endpoint -> index.endpoint(endpoint).orElseThrow();
      case MeshId mesh -> index.mesh(mesh).orElseThrow();
    };
  }
}
