package io.vpcmesh.standalone.directory;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.manifest.ManifestDocument;
import io.vpcmesh.manifest.ManifestDocument.Broken;
import io.vpcmesh.manifest.ManifestFile;
import io.vpcmesh.manifest.ManifestMetadata;
import io.vpcmesh.manifest.ManifestProblem;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.standalone.directory.ManifestName.Kind;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What all files together say.
 *
 * @param readable by name, in the order of the files and of the lines in them
 * @param broken documents that name what they mean but cannot be used
 * @param damaged files with a document that cannot be used, and what is wrong there first
 * @param unknown files of which nothing was read yet
 * @param problems everything that is wrong, as lines for a person
 */
record Sightings(
    ImmutableListMultimap<ManifestName, Sighting> readable,
    ImmutableMap<BrokenAt, String> broken,
    ImmutableMap<String, String> damaged,
    ImmutableSet<String> unknown,
    ImmutableList<String> problems) {

  /** A broken document by its file and by what it means. */
  record BrokenAt(String file, ManifestName name) {}

  static Sightings of(Map<String, FileMemory> files) {
    Collector collector = new Collector();
    files.forEach(collector::file);
    return collector.sightings();
  }

  /** What is wrong with the document of that name in the file, when it is there but unusable. */
  Optional<String> troubleAt(String file, ManifestName name) {
    return Optional.ofNullable(broken.get(new BrokenAt(file, name)));
  }

  /** What is wrong in the file: what is missing in it may hide behind that. */
  Optional<String> troubleIn(String file) {
    return Optional.ofNullable(damaged.get(file));
  }

  private static final class Collector {

    private final ImmutableListMultimap.Builder<ManifestName, Sighting> readable =
        ImmutableListMultimap.builder();
    private final Map<BrokenAt, String> broken = new LinkedHashMap<>();
    private final Map<String, String> damaged = new HashMap<>();
    private final ImmutableSet.Builder<String> unknown = ImmutableSet.builder();
    private final ImmutableList.Builder<String> problems = ImmutableList.builder();

    void file(String path, FileMemory memory) {
      if (memory.isUnknown()) {
        unknown.add(path);
      }
      memory.counts().ifPresent(content -> content(path, content, memory.isVanishing()));
    }

    private void content(String path, ManifestFile content, boolean vanishing) {
      content.problems().stream().map(ManifestProblem::text).forEach(problems::add);
      for (ManifestDocument document : content.documents()) {
        switch (document) {
          case ManifestDocument.Mesh(ManifestMetadata metadata, int line, var spec) ->
              add(path, line, vanishing, Kind.MESH, metadata, new Declaration.Mesh(spec));
          case ManifestDocument.Endpoint(ManifestMetadata metadata, int line, var spec) ->
              add(path, line, vanishing, Kind.ENDPOINT, metadata, new Declaration.Endpoint(spec));
          case ManifestDocument.Namespace namespace -> add(path, vanishing, namespace);
          case Broken unusable -> add(path, unusable);
        }
      }
    }

    private void add(
        String path,
        int line,
        boolean vanishing,
        Kind kind,
        ManifestMetadata metadata,
        Declaration declared) {
      ManifestName name = ManifestName.of(kind, metadata.ref());
      readable.put(
          name,
          new Sighting(
              name, new Sighting.Place(path, line), declared, metadata.annotations(), vanishing));
    }

    private void add(String path, boolean vanishing, ManifestDocument.Namespace namespace) {
      ManifestName name = ManifestName.namespace(namespace.name());
      Sighting.Place place = new Sighting.Place(path, namespace.line());
      Declaration labels = new Declaration.Namespace(namespace.labels());
      readable.put(name, new Sighting(name, place, labels, ImmutableMap.of(), vanishing));
    }

    private void add(String path, Broken document) {
      String problem =
          document.problems().stream()
              .findFirst()
              .map(ManifestProblem::text)
              .orElseGet(() -> path + ":" + document.line() + ": cannot be used");
      damaged.putIfAbsent(path, problem);
      meantBy(document).ifPresent(name -> broken.putIfAbsent(new BrokenAt(path, name), problem));
    }

    private static Optional<ManifestName> meantBy(Broken document) {
      Optional<ObjectRef> ref =
          document
              .namespace()
              .flatMap(namespace -> document.name().map(name -> new ObjectRef(namespace, name)));
      return switch (document.kind().orElse("")) {
        case "ServiceMesh" -> ref.map(mesh -> ManifestName.of(Kind.MESH, mesh));
        case "ServiceEndpoint" -> ref.map(endpoint -> ManifestName.of(Kind.ENDPOINT, endpoint));
        case "Namespace" -> document.name().map(ManifestName::namespace);
        default -> Optional.empty();
      };
    }

    Sightings sightings() {
      return new Sightings(
          readable.build(),
          ImmutableMap.copyOf(broken),
          ImmutableMap.copyOf(damaged),
          unknown.build(),
          problems.build());
    }
  }
}
