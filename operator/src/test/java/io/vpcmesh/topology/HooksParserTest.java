package io.vpcmesh.topology;

import static io.vpcmesh.topology.MeshFixture.mesh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vpcmesh.api.v1alpha1.DeploymentHook;
import io.vpcmesh.api.v1alpha1.HookFailurePolicy;
import io.vpcmesh.api.v1alpha1.HookStage;
import io.vpcmesh.api.v1alpha1.ResourceJson;
import io.vpcmesh.model.Hook;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a mesh may have asked about its deployments. */
class HooksParserTest {

  @Test
  void everyFieldFindsItsPlace() {
    DeploymentHook declared =
        new DeploymentHook(
            "gate",
            "https://gate.example.com:8443/vpcmesh?mesh=shop",
            HookStage.AFTER_STEP,
            "1m",
            HookFailurePolicy.IGNORE);

    assertThat(asking(declared).parsed().hooks())
        .containsExactly(
            new Hook(
                "gate",
                URI.create("https://gate.example.com:8443/vpcmesh?mesh=shop"),
                Hook.Stage.AFTER_STEP,
                Duration.ofMinutes(1),
                Hook.OnFailure.IGNORE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://gate",
        "http://gate.example.com./",
        "http://10.0.1.4:8080/ask",
        "http://127.0.0.1/",
        "http://169.253.255.255/",
        "http://[2001:db8::1]:8080/",
        "http://[fd00:ec3::254]/"
      })
  void hostsOfTheNetworkMayBeAsked(String url) {
    assertThat(asking(hook(url)).complaints()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "http://169.254.170.2/v2/credentials",
        "http://[fe80::1]/",
        "http://[febf::1]:80/",
        "http://[fd00:ec2::254]/",
        "http://[fd00:0ec2:0::23]/"
      })
  void whoGivesOutCredentialsIsNotAsked(String url) {
    assertThat(asking(hook(url)).complaints())
        .containsExactly(
            "spec.hooks[0].url: '"
                + url
                + "' is link-local, where instances and containers are given their credentials: name another host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://0251.0376.0251.0376/",
        "http://169.254.43518/",
        "http://169.254.169.254./",
        "http://[::ffff:169.254.169.254]/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://[2001:db8::1",
        "http://-/",
        "http://:80/",
        "http://gate:65536/",
        "http://gate:http/"
      })
  void noOtherSpellingGetsThrough(String url) {
    assertThat(asking(hook(url)).complaints())
        .singleElement()
        .asString()
        .startsWith("spec.hooks[0].url: '" + url + "' ");
  }

  @Test
  void aPasswordIsRefusedAndNotRepeated() {
    assertThat(asking(hook("https://vpcmesh:secret@gate/")).complaints())
        .containsExactly(
            "spec.hooks[0].url: names a user, for everybody who may read the mesh: leave out what is before the @");
    assertThat(asking(hook("https://gate/@home?at=@")).complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "gate", "stage": "AfterBake"} | spec.hooks[0].url: is missing: write a URL such as https://gate.example.com/vpcmesh, at most 2048 characters
          {"name": "gate", "stage": "AfterBake", "url": "ftp://gate/"} | spec.hooks[0].url: 'ftp://gate/' does not fit: write a URL such as https://gate.example.com/vpcmesh, at most 2048 characters
          {"name": "The gate", "stage": "AfterBake", "url": "http://gate/"} | spec.hooks[0].name: 'The gate' does not fit: write a DNS label such as gate, at most 63 characters
          {"name": "gate", "url": "http://gate/"} | spec.hooks[0].stage: is missing: write one of BeforeDeployment, AfterStep, AfterBake
          {"name": "gate", "stage": "Later", "url": "http://gate/"} | spec.hooks[0].stage: has a value that this version does not know: write one of BeforeDeployment, AfterStep, AfterBake
          {"name": "gate", "stage": "AfterBake", "url": "http://gate/", "timeout": "999ms"} | spec.hooks[0].timeout: '999ms' is too short: write at least 1s
          {"name": "gate", "stage": "AfterBake", "url": "http://gate/", "timeout": "301s"} | spec.hooks[0].timeout: '301s' is too long: write at most 5m
          {"name": "gate", "stage": "AfterBake", "url": "http://gate/", "onFailure": "Cry"} | spec.hooks[0].onFailure: has a value that this version does not know: write one of Trip, Ignore
          """)
  void whatIsWrongIsNamedWithItsValueAndTheWayOut(String declared, String complaint)
      throws JsonProcessingException {
    DeploymentHook hook = ResourceJson.mapper().readValue(declared, DeploymentHook.class);

    assertThat(asking(hook).complaints()).containsExactly(complaint);
  }

  @Test
  void eachHookHasANameOfItsOwnAndThereAreAtMostTen() {
    assertThat(asking(hook("http://gate/"), hook("http://door/")).complaints())
        .containsExactly(
            "spec.hooks[1].name: 'gate' is used by spec.hooks[0] already: give each hook its own");
    assertThat(
            asking(Collections.nCopies(11, hook("http://gate/")).toArray(DeploymentHook[]::new))
                .complaints())
        .startsWith("spec.hooks: has 11 hooks: keep 10");
  }

  @Test
  void atLeastOneEndpointMayBeDeployed() {
    assertThat(
            mesh("infra").with(spec -> MeshFixture.deployments(spec, false, null, 0)).complaints())
        .containsExactly(
            "spec.maxConcurrentDeployments: 0 is out of range: write one of 1 to 1000");
    assertThat(mesh("infra").parsed().maxConcurrentDeployments()).isEqualTo(5);
  }

  private static DeploymentHook hook(String url) {
    return new DeploymentHook("gate", url, HookStage.AFTER_BAKE, "30s", HookFailurePolicy.TRIP);
  }

  private static MeshFixture asking(DeploymentHook... hooks) {
    return mesh("infra").with(spec -> MeshFixture.deployments(spec, false, null, 5, hooks));
  }
}
