package io.vpcmesh.firewall.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.firewall.Opening;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PortRange;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.SecurityGroupId;
import io.vpcmesh.model.TrafficSource;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CeilingTest {

  private static final PortRange HTTPS = PortRange.of(443, 443);

  private static final PrefixListId OFFICE = new PrefixListId("pl-0a1b2c3d");

  private final Ceiling ceiling = new Ceiling();

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "192.0.2.7/32", "2001::/16", "2001:db8::7/128"})
  void whatIsNarrowEnoughPasses(String cidr) {
    assertThat(objection(Scene.from(cidr, HTTPS))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 8",
    "10.0.0.0/7, 8",
    "128.0.0.0/1, 8",
    "::/0, 16",
    "2000::/15, 16",
    "::/8, 16"
  })
  void whatIsWiderIsNamed(String cidr, int widest) {
    assertThat(objection(Scene.from(cidr, HTTPS)))
        .hasValueSatisfying(message ->
            assertThat(message)
                .startsWith("port 443 from " + cidr + " is never opened: ")
                .contains("/" + widest + " is the widest"));
  }

  @Test
  void ephemeralPortsPass() {
    assertThat(objection(Scene.from("10.0.0.0/16", PortRange.of(32_768, 65_535)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 65535", "32767, 65535", "1, 32769"})
  void morePortsAreNamed(int first, int last) {
    assertThat(objection(new Opening(PortRange.of(first, last), someGroup())))
        .hasValueSatisfying(message ->
            assertThat(message)
                .startsWith("port %d-%d from sg-0a1b2c3d is never opened: ".formatted(first, last))
                .contains("32768 at a time are the most"));
  }

  @Test
  void aGroupPasses() {
    assertThat(objection(new Opening(HTTPS, someGroup()))).isEmpty();
  }

  @Test
  void aPrefixListDoesNotPassAsNobodyReadIt() {
    assertThat(objection(new Opening(HTTPS, new TrafficSource.PrefixList(OFFICE))))
        .contains(
            "port 443 from pl-0a1b2c3d is never opened: nobody has read the entries of the list");
  }

  @Test
  void aPrefixListIsAsWideAsItsWidestEntry() {
    assertThat(listOf()).isEmpty();
    assertThat(listOf("10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32")).isEmpty();
    assertThat(listOf("10.9.0.0/16", "0.0.0.0/0", "128.0.0.0/1"))
        .contains(
            "port 443 from pl-0a1b2c3d is never opened: it has the entry 0.0.0.0/0, and /8 is the widest; take the entry out of it, or name another list");
    assertThat(listOf("2000::/3"))
        .contains(
            "port 443 from pl-0a1b2c3d is never opened: it has the entry 2000::/3, and /16 is the widest; take the entry out of it, or name another list");
  }

  private Optional<String> listOf(String... entries) {
    return ceiling.objection(
        new Opening(HTTPS, new TrafficSource.PrefixList(OFFICE)),
        ImmutableMap.of(
            OFFICE, Arrays.stream(entries).map(Cidr::of).collect(ImmutableList.toImmutableList())));
  }

  private Optional<String> objection(Opening opening) {
    return ceiling.objection(opening, ImmutableMap.of());
  }

  private static TrafficSource someGroup() {
    return new TrafficSource.Group(new SecurityGroupId("sg-0a1b2c3d"));
  }
}
