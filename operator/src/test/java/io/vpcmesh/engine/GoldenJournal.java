package io.vpcmesh.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.simulated.SavedCloud;
import io.vpcmesh.deployment.Deployment;
import io.vpcmesh.deployment.Phase;
import io.vpcmesh.engine.codec.JournalJson;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.MeshId;
import io.vpcmesh.model.ObjectRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A world as a former version left it in the midst of a story: journals as stores write them, the
 * account with what was under way in it, and the time. Status is not a part of it.
 *
 * @param story by its name
 * @param step the one of its steps in whose midst it was
 */
record GoldenJournal(Phase phase, String story, int step, TestWorld.Rest rest) {

  private static final Duration STEP = Duration.ofMinutes(4);
  private static final ObjectMapper JSON = JournalJson.mapper();

  static final EndpointKey ORDERS = EndpointKey.of("shop", "orders");

  /** Lives through the story until the journal of orders says that it is in that phase. */
  static GoldenJournal of(Phase phase, Scenario scenario) {
    TestWorld world = TestWorld.realistic();
    Script script = new Script(world);
    Map<Integer, TestWorld.Rest> found = new LinkedHashMap<>();
    int[] step = {0};
    world.storeWrapper =
        store ->
            new DyingStore(
                store,
                () -> {},
                _ -> {
                  if (step[0] > 0 && found.isEmpty() && phaseIn(world).equals(Optional.of(phase))) {
                    found.put(step[0], world.rest());
                  }
                });
    world.restart();
    scenario.stage().ifPresent(stage -> stage.accept(script));
    world.run(STEP);
    scenario
        .steps()
        .forEach(each -> {
          step[0]++;
          each.accept(script);
          world.run(STEP);
        });
    world.run(Duration.ofMinutes(45));
    Map.Entry<Integer, TestWorld.Rest> first =
        found.entrySet().stream()
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException(scenario + " never comes into phase " + phase));
    return new GoldenJournal(phase, scenario.name(), first.getKey(), first.getValue());
  }

  private static Optional<Phase> phaseIn(TestWorld world) {
    return Optional.ofNullable(world.memory.load().endpoints().get(ORDERS))
        .flatMap(journal -> journal.rollout().deployment())
        .map(Deployment::phase);
  }

  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("story.txt"), story + "\n" + step + "\n" + rest.at() + "\n");
    Files.write(folder.resolve("cloud.txt"), rest.cloud().lines());
    for (var journal : rest.journals().endpoints().entrySet()) {
      write(folder, "endpoint", journal.getKey().ref(), journal.getValue());
    }
    for (var journal : rest.journals().meshes().entrySet()) {
      write(folder, "mesh", journal.getKey().ref(), journal.getValue());
    }
  }

  private static void write(Path folder, String kind, ObjectRef ref, Object journal)
      throws IOException {
    String name = "%s.%s.%s.json".formatted(kind, ref.namespace(), ref.name());
    Files.writeString(folder.resolve(name), JSON.writeValueAsString(journal) + "\n");
  }

  static GoldenJournal read(Phase phase, Path folder) throws IOException {
    List<String> story = Files.readAllLines(folder.resolve("story.txt"));
    ImmutableMap.Builder<EndpointKey, EndpointJournal> endpoints = ImmutableMap.builder();
    for (var file : journals(folder, "endpoint").entrySet()) {
      endpoints.put(
          new EndpointKey(file.getKey()),
          JSON.readValue(file.getValue().toFile(), EndpointJournal.class));
    }
    ImmutableMap.Builder<MeshId, MeshJournal> meshes = ImmutableMap.builder();
    for (var file : journals(folder, "mesh").entrySet()) {
      meshes.put(
          new MeshId(file.getKey()), JSON.readValue(file.getValue().toFile(), MeshJournal.class));
    }
    return new GoldenJournal(
        phase,
        story.get(0),
        Integer.parseInt(story.get(1)),
        new TestWorld.Rest(
            TestWorld.realistic().cloud.settings(),
            SavedCloud.ofLines(Files.readAllLines(folder.resolve("cloud.txt"))),
            new Store.Journals(
                endpoints.buildOrThrow(),
                meshes.buildOrThrow(),
                ImmutableMap.of(),
                ImmutableMap.of()),
            Instant.parse(story.get(2))));
  }

  private static ImmutableMap<ObjectRef, Path> journals(Path folder, String kind)
      throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(kind + "."))
          .sorted()
          .collect(ImmutableMap.toImmutableMap(GoldenJournal::ref, file -> file));
    }
  }

  private static ObjectRef ref(Path file) {
    List<String> parts = Splitter.on('.').splitToList(file.getFileName().toString());
    return new ObjectRef(parts.get(1), parts.get(2));
  }
}
