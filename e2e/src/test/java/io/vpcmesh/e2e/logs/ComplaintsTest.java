package io.vpcmesh.e2e.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/** Looks back on what all operators of the suite have logged: it is the last class that runs. */
@Tag("e2e")
@Isolated
@Order(Integer.MAX_VALUE)
@TestMethodOrder(MethodOrderer.MethodName.class)
class ComplaintsTest {

  private final ImmutableList<Complaint> complaints = Complaint.all();

  ComplaintsTest() throws IOException {}

  @Test
  void noOperatorComplainedOfAnythingUnexpected() {
    assertThat(complaints)
        .filteredOn(
            complaint -> Arrays.stream(Expected.values()).noneMatch(it -> it.matches(complaint)))
        .isEmpty();
  }

  /** What nobody says any more must not be expected for ever. */
  @Test
  @EnabledIfSystemProperty(named = "test", matches = "io\\.vpcmesh\\.e2e\\.\\*\\*")
  void everythingThatIsExpectedWasSaid() {
    assertThat(Expected.values())
        .filteredOn(expected -> complaints.stream().noneMatch(expected::matches))
        .isEmpty();
  }
}
