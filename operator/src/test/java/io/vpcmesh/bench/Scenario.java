package io.vpcmesh.bench;

import com.google.common.collect.ImmutableList;
import java.io.IOException;

/** One question that the benchmark answers. */
public interface Scenario {

  String name();

  /** Measures; the same every time, but for what the machine adds. */
  ImmutableList<Figure> measure(Progress progress) throws IOException;
}
