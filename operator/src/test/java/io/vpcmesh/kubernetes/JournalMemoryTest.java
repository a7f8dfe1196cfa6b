package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JournalMemoryTest {

  @Test
  void whatIsThereWithoutOurDoingIsSomebodyElses() {
    assertThat(JournalMemory.EMPTY.isMine("theirs")).isFalse();
    assertThat(JournalMemory.of("5", "read").isMine("theirs")).isFalse();
  }

  @Test
  void whatWasReadOrWrittenLastIsOurs() {
    assertThat(JournalMemory.of("5", "read").isMine("read")).isTrue();
  }

  @Test
  void aWriteWhoseAnswerWasLostMayHaveHappenedWhateverWasTriedSince() {
    JournalMemory memory = JournalMemory.of("5", "old").trying("first").trying("second");

    assertThat(memory.isMine("first")).isTrue();
    assertThat(memory.isMine("second")).isTrue();
    assertThat(memory.isMine("old")).isTrue();
    assertThat(memory.version()).contains("5");
  }

  @Test
  void aCreationWhoseAnswerWasLostIsFollowedOnceItIsFound() {
    JournalMemory memory = JournalMemory.EMPTY.trying("first").trying("second").found("7");

    assertThat(memory.version()).contains("7");
    assertThat(memory.isMine("first")).isTrue();
  }

  @Test
  void anAnswerEndsAllDoubt() {
    assertThat(JournalMemory.of("8", "second").isMine("first")).isFalse();
  }

  @Test
  void whatSomebodyDeletedIsFollowedByACreation() {
    JournalMemory memory = JournalMemory.of("8", "first").trying("second").lost();

    assertThat(memory.version()).isEmpty();
    assertThat(memory.isMine("second")).isTrue();
  }
}
