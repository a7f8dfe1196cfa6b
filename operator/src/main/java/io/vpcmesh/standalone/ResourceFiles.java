package io.vpcmesh.standalone;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import io.vpcmesh.standalone.Folder.Cabinet;
import io.vpcmesh.standalone.directory.ManifestName;
import io.vpcmesh.standalone.directory.ManifestName.Kind;
import io.vpcmesh.standalone.directory.ResourceRecord;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;

/** The records of what is declared. */
public final class ResourceFiles {

  private final Map<Kind, Folder<ResourceRecord>> folders;

  ResourceFiles(Cabinet cabinet) {
    folders =
        Maps.toMap(
            EnumSet.allOf(Kind.class),
            kind -> new Folder<>(cabinet, "resources", kind, ResourceRecord.class));
  }

  /** All of them, by name. */
  public ImmutableList<ResourceRecord> readAll() {
    return folders.values().stream()
        .flatMap(folder -> folder.readAll().values().stream())
        .collect(ImmutableList.toImmutableList());
  }

  void write(ResourceRecord record) {
    folder(record.name()).write(record.name(), record);
  }

  void delete(ManifestName name) {
    folder(name).delete(name);
  }

  private Folder<ResourceRecord> folder(ManifestName name) {
    return Objects.requireNonNull(folders.get(name.kind()));
  }
}
