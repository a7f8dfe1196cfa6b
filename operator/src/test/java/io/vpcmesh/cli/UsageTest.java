package io.vpcmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.base.Splitter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong word on the command line: one sentence that names it, on stderr, and exit code 64. */
class UsageTest {

  @ParameterizedTest
  @MethodSource
  void aWrongWordIsNamed(String line, String error) {
    assertThat(Told.by(words(line))).isEqualTo(Told.only(64, "vpcmesh: " + error));
  }

  static Stream<Arguments> aWrongWordIsNamed() {
    return Stream.of(
        arguments("", "a command is missing (see 'vpcmesh --help')"),
        arguments("plna", "unknown command 'plna'; did you mean plan? (see 'vpcmesh --help')"),
        arguments("bogus", "unknown command 'bogus' (see 'vpcmesh --help')"),
        arguments(
            "plan -f x --stat y",
            "unknown option '--stat'; did you mean --state? (see 'vpcmesh plan --help')"),
        arguments("plan -f x y", "unexpected argument 'y' (see 'vpcmesh plan --help')"),
        arguments("plan", "Missing required option: '--manifests=DIR' (see 'vpcmesh plan --help')"),
        arguments(
            "plan -f",
            "Missing required parameter for option '--manifests' (DIR) (see 'vpcmesh plan --help')"),
        arguments(
            "plan -f a -f b",
            "option '--manifests' (DIR) should be specified only once (see 'vpcmesh plan --help')"),
        arguments(
            "plan -f x --cloud azure",
            "--cloud is 'simulated' or 'aws', not 'azure' (see 'vpcmesh plan --help')"),
        arguments(
            "plan -f x --cloud simulated --endpoint-url http://localhost",
            "--endpoint-url has no meaning with --cloud simulated: leave one of them out (see 'vpcmesh plan --help')"),
        arguments(
            "plan -f x --cloud aws --endpoint-url ftp://x",
            "--endpoint-url is http://HOST:PORT or https://HOST, not 'ftp://x' (see 'vpcmesh plan --help')"),
        arguments(
            "demo --cloud aws --endpoint-url http:||x",
            "--endpoint-url is http://HOST:PORT or https://HOST, not 'http:||x' (see 'vpcmesh demo --help')"),
        arguments(
            "demo --endpoint-url http://localhost",
            "--endpoint-url has no meaning with --cloud simulated: leave one of them out (see 'vpcmesh demo --help')"),
        arguments(
            "standalone",
            "Missing required option: '--manifests=DIR' (see 'vpcmesh standalone --help')"),
        arguments(
            "plan -f x --region Ireland",
            "--region is an AWS Region such as eu-west-1, not 'Ireland' (see 'vpcmesh plan --help')"),
        arguments(
            "operator --allowed-role vpcmesh",
            "--allowed-role is the ARN of one role such as arn:aws:iam::123456789012:role/vpcmesh, not 'vpcmesh' (see 'vpcmesh operator --help')"),
        arguments(
            "standalone --manifests x --health-port 70000",
            "--health-port is 0 to 65535, not 70000 (see 'vpcmesh standalone --help')"),
        arguments(
            "standalone --manifests x --health-port http",
            "Invalid value for option '--health-port': 'http' is not an int (see 'vpcmesh standalone --help')"),
        arguments(
            "status -o xml",
            "Invalid value for option '--output': expected one of [table, wide, json, yaml] (case-sensitive) but was 'xml' (see 'vpcmesh status --help')"),
        arguments("deployments", "a command is missing (see 'vpcmesh deployments --help')"),
        arguments(
            "deployments retry orders",
            "an endpoint is named NAMESPACE/NAME, and a mesh mesh/NAMESPACE/NAME, not 'orders' (see 'vpcmesh deployments retry --help')"),
        arguments(
            "deployments watch meshes/shop/shop",
            "an endpoint is named NAMESPACE/NAME, and a mesh mesh/NAMESPACE/NAME, not 'meshes/shop/shop' (see 'vpcmesh deployments watch --help')"),
        arguments(
            "deployments watch shop/orders --timeout soon",
            "--timeout is a time such as 90s or 1h30m, not 'soon' (see 'vpcmesh deployments watch --help')"),
        arguments(
            "deployments watch shop/orders --timeout -5s",
            "--timeout is a time such as 90s or 1h30m, not '-5s' (see 'vpcmesh deployments watch --help')"),
        arguments(
            "deployments list --state x --cluster",
            "--state and --cluster name two places: leave one of them out (see 'vpcmesh deployments list --help')"),
        arguments(
            "help deployments nonsense",
            "unknown command 'nonsense' (see 'vpcmesh deployments --help')"),
        arguments("help plna", "unknown command 'plna'; did you mean plan? (see 'vpcmesh --help')"),
        arguments(
            "deployments wtach x",
            "unknown command 'wtach'; did you mean watch? (see 'vpcmesh deployments --help')"),
        arguments(
            "acknowledge-deletions shop/orders",
            "Missing required option: '--hash=HASH' (see 'vpcmesh acknowledge-deletions --help')"),
        arguments(
            "acknowledge-deletions orders --hash 1a",
            "an endpoint is named NAMESPACE/NAME, not 'orders' (see 'vpcmesh acknowledge-deletions --help')"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHelps(String command) {
    Told told = Told.by(command, "--help");

    assertThat(told).isEqualTo(new Told(0, told.out(), ""));
    assertThat(told.out()).startsWith("Usage: vpcmesh " + command);
    assertThat(told.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(told).isEqualTo(Told.by("help", command));
  }

  static Stream<String> commands() {
    return CommandLines.create(false).getSubcommands().keySet().stream()
        .filter(name -> !name.equals("help"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "show", "watch", "retry"})
  void aCommandOfAGroupIsExplainedByItsWords(String command) {
    assertThat(Told.by("help", "deployments", command))
        .isEqualTo(Told.by("deployments", command, "--help"))
        .isEqualTo(Told.by("deployments", "help", command));
  }

  @Test
  void whatIsEmptyIsRefused() {
    assertThat(Told.by("status", "--state", ""))
        .isEqualTo(
            Told.only(
                64,
                "vpcmesh: Invalid value for option '--state': it is empty, name a directory (see 'vpcmesh status --help')"));
    assertThat(Told.by("deployments", "list", "-n", ""))
        .isEqualTo(
            Told.only(
                64,
                "vpcmesh: --namespace is empty: name one, or leave it out to see all (see 'vpcmesh deployments list --help')"));
  }

  @Test
  void theHelpNamesEveryCommandAndTheExitCodes() {
    Told told = Told.by("--help");

    assertThat(told.code()).isZero();
    assertThat(commands()).allMatch(command -> told.out().contains("\n  " + command + " "));
    assertThat(told.out())
        .contains("0 fine, 2 changes are planned, 64 wrong usage, 74 a file cannot be");
  }

  @Test
  void theVersionIsOneLine() {
    Told told = Told.by("version");

    assertThat(told).isEqualTo(new Told(0, "vpcmesh development\n", ""));
    assertThat(told).isEqualTo(Told.by("--version"));
  }

  private static Object[] words(String line) {
    return Splitter.on(' ').omitEmptyStrings().splitToList(line).toArray();
  }
}
