package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;

/** A simulated cloud laid to rest, Region by Region; as lines of text it fits into a file. */
public record SavedCloud(ImmutableMap<String, SavedWorld> regions) {

  private static final String HEAD = "vpcmesh simulated cloud, format 1";

  /** Takes {@link #lines} back, or says why they are none. */
  public static SavedCloud ofLines(List<String> lines) {
    if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
      throw new IllegalArgumentException(
          "a saved cloud starts with '" + HEAD + "', not with '" + first(lines) + "'");
    }
    SavedReader reader = new SavedReader();
    lines.subList(1, lines.size()).forEach(reader::read);
    return new SavedCloud(reader.regions());
  }

  private static String first(List<String> lines) {
    return lines.isEmpty() ? "" : lines.getFirst();
  }

  public ImmutableList<String> lines() {
    ImmutableList.Builder<String> lines = ImmutableList.<String>builder().add(HEAD);
    regions.forEach((region, world) -> lines.addAll(SavedWriter.lines(region, world)));
    return lines.build();
  }
}
