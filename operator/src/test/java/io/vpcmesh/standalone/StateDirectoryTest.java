package io.vpcmesh.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.standalone.directory.ManifestName;
import io.vpcmesh.standalone.directory.Request;
import io.vpcmesh.standalone.directory.Request.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateDirectoryTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path temporary;

  @Test
  void theInstallationIsMadeOnceAndStays() {
    open("first").close();

    try (StateDirectory again = open("second")) {
      assertThat(again.installation()).isEqualTo("first");
    }
  }

  @Test
  void aSecondDaemonIsToldWhoIsThereAlready() {
    try (StateDirectory _ = open("first")) {
      assertThatThrownBy(() -> open("second"))
          .isInstanceOf(StateException.class)
          .hasMessage(
              "state directory %s is in use by the daemon with pid %d: stop that one, or name another directory with --state",
              state(), ProcessHandle.current().pid());
    }
  }

  @Test
  void aLookTakesNoLockAndMakesNothing() {
    assertThat(StateDirectory.look(state())).isEmpty();
    assertThat(state()).doesNotExist();
  }

  @Test
  void anotherFormatIsRefused() throws IOException {
    open("first").close();
    Path file = state().resolve("installation.json");
    Files.writeString(file, Files.readString(file).replace("\"format\" : 1", "\"format\" : 2"));

    assertThatThrownBy(() -> open("second"))
        .hasMessage(
            "state directory %s has format 2, this version of vpcmesh reads format 1: use the version that wrote it",
            state());
  }

  @Test
  void aDirectoryOfSomethingElseIsRefused() throws IOException {
    Files.createDirectories(state());
    Files.writeString(state().resolve("holiday.jpg"), "");

    assertThatThrownBy(() -> open("first"))
        .hasMessage(
            "%s is no state directory: it holds holiday.jpg but no installation.json; name an empty or a new directory with --state",
            state());
    assertThat(state()).isDirectoryContaining("glob:**/holiday.jpg");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path file = temporary.resolve("file");
    Files.writeString(file, "");

    assertThatThrownBy(() -> StateDirectory.lock(file.resolve("state"), () -> "first", NOW))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("cannot use state directory " + file.resolve("state"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          `{"installation": `,                         it ends in the middle
          `{"installation": "first",\n "name" = 1}`,  `it is no JSON at line 2, column 9`
          `{"installation": "first", "name": {"kind": "NONSENSE"}}`, name.kind is not understood
          `"x"`,                                       it holds something else
          null,                                        everything is missing
          """)
  void aDamagedJournalIsNamedAndStays(String text, String how) throws IOException {
    try (StateDirectory state = open("first")) {
      Path file = state().resolve("journals/endpoints/shop.orders.json");
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);

      assertThatThrownBy(() -> state.store().load())
          .isInstanceOf(StateException.class)
          .hasMessage(
              "state file %s is damaged (%s): restore it from a backup; nothing was changed",
              file, how);
      assertThat(file).exists();
    }
  }

  @Test
  void aFileOfAnotherInstallationIsRefused() throws IOException {
    try (StateDirectory state = open("first")) {
      Path file = state().resolve("journals/meshes/shop.shop.json");
      Files.createDirectories(file.getParent());
      Files.writeString(
          file,
          """
          {"installation": "other", "name": {"kind": "MESH", "namespace": "shop", "name": "shop"},
           "content": {"uid": "1"}}
          """);

      assertThatThrownBy(() -> state.store().load())
          .hasMessage(
              "state file %s belongs to installation other, the directory to first: put it back where it came from",
              file);
    }
  }

  @Test
  void aFileThatWasNeverFinishedIsPassedOver() throws IOException {
    try (StateDirectory state = open("first")) {
      Path half = state().resolve("journals/meshes/.shop.shop.json.tmp");
      Files.createDirectories(half.getParent());
      Files.writeString(half, "{");

      assertThat(state.store().load().meshes()).isEmpty();
    }
  }

  @Test
  void aRequestIsOpenUntilItIsAnswered() {
    try (StateDirectory state = open("first")) {
      Request request =
          new Request.Annotate(ManifestName.of(EndpointKey.of("shop", "orders")), "key", "value");

      state.requests().ask("1", request);
      assertThat(state.requests().open()).isEqualTo(ImmutableMap.of("1", request));
      state.requests().close("1", new Answer(true, "done"));

      assertThat(state.requests().open()).isEmpty();
      assertThat(state.requests().answer("1")).contains(new Answer(true, "done"));
    }
  }

  @Test
  void aDirectoryWhoseLockIsGoneIsNotWrittenTo() throws IOException {
    List<StateException> told = new ArrayList<>();
    try (StateDirectory state = open("first")) {
      state.onLost(told::add);
      MoreFiles.deleteRecursively(state(), RecursiveDeleteOption.ALLOW_INSECURE);

      assertThatThrownBy(() -> state.requests().ask("1", new Request.Prune("1a2b")))
          .isInstanceOf(StateException.class)
          .hasMessage(
              "state directory %s is not this daemon's any more, since its file lock was removed or replaced: put back what is missing in it, see that no other daemon uses it, and start again",
              state())
          .satisfies(lost -> assertThat(told).containsExactly((StateException) lost));
      assertThat(state()).doesNotExist();
    }
  }

  @Test
  void aWriteThatFailsBecauseTheDirectoryIsJustRemovedIsToldAsThat() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "");
    Iterator<Runnable> answers = List.<Runnable>of(() -> {}, StateDirectoryTest::lost).iterator();
    StateFiles files = new StateFiles(file.resolve("state"), () -> answers.next().run());

    assertThatThrownBy(() -> files.write("directory.json", "content"))
        .isInstanceOf(StateException.class)
        .hasMessage("the directory is lost");
  }

  @Test
  void nothingIsRemovedFromADirectoryThatAnotherDaemonHas() throws IOException {
    try (StateDirectory before = open("first")) {
      before.requests().close("1", new Answer(true, "done"));
      Files.delete(state().resolve("lock"));
      Files.createFile(state().resolve("lock"));

      assertThatThrownBy(() -> before.requests().forget("1")).isInstanceOf(StateException.class);
      assertThat(before.requests().answer("1")).contains(new Answer(true, "done"));
    }
  }

  private static void lost() {
    throw new StateException("the directory is lost");
  }

  private StateDirectory open(String id) {
    return StateDirectory.lock(state(), () -> id, NOW);
  }

  private Path state() {
    return temporary.resolve("state");
  }
}
