package io.vpcmesh.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceJsonTest {
  private static final ObjectMapper JSON = ResourceJson.mapper();

  @Test
  void anEndpointIsReadAndWrittenTheSame() throws IOException {
    String json =
        """
        {"meshRef":{"name":"shop","namespace":"platform"},"serviceName":"orders",\
        "deletionPolicy":"Retain",\
        "ports":[{"name":"http","port":80,"targetPort":8080,"protocol":"Http"},\
        {"name":"admin","port":81,"targetPort":"admin","protocol":"Tcp"}],\
        "backend":{"static":{"addresses":[{"ip":"10.0.1.4","port":8080,"zone":"euw1-az1"}]}},\
        "discovery":{"record":"AAndAAAA","ttl":"10s","health":"None","onAllUnhealthy":"Empty",\
        "attributes":{"team":"shop"}}}\
        """;

    ServiceEndpointSpec spec = JSON.readValue(json, ServiceEndpointSpec.class);

    assertThat(spec)
        .isEqualTo(
            new ServiceEndpointSpec(
                new MeshRef("shop", "platform"),
                "orders",
                DeletionPolicy.RETAIN,
                List.of(
                    new EndpointPort("http", 80, new TargetPort.ByNumber(8080), PortProtocol.HTTP),
                    new EndpointPort(
                        "admin", 81, new TargetPort.ByName("admin"), PortProtocol.TCP)),
                new Backend(
                    null,
                    new StaticBackend(List.of(new StaticAddress("10.0.1.4", 8080, "euw1-az1")))),
                new Discovery(
                    DnsRecords.A_AND_AAAA,
                    "10s",
                    HealthReporting.NONE,
                    OnAllUnhealthy.EMPTY,
                    Map.of("team", "shop"),
                    null),
                List.of(),
                null,
                null,
                null,
                null));
    assertThat(JSON.writeValueAsString(spec)).isEqualTo(json);
  }

  @Test
  void aBackendOfPodsIsReadAndWrittenTheSame() throws IOException {
    String service = "{\"kubernetes\":{\"service\":\"orders\"}}";
    String selector =
        "{\"kubernetes\":{\"selector\":{\"matchLabels\":{\"app\":\"orders\"}},\"hostPort\":true}}";

    assertThat(JSON.readValue(service, Backend.class))
        .isEqualTo(new Backend(new KubernetesBackend("orders", null, null), null));
    assertThat(JSON.readValue(selector, Backend.class))
        .isEqualTo(
            new Backend(
                new KubernetesBackend(null, new PodSelector(Map.of("app", "orders")), true), null));
    assertThat(JSON.writeValueAsString(JSON.readValue(service, Backend.class))).isEqualTo(service);
    assertThat(JSON.writeValueAsString(JSON.readValue(selector, Backend.class)))
        .isEqualTo(selector);
  }

  @Test
  void aMeshIsReadAndWrittenTheSame() throws IOException {
    String json =
        """
        {"mode":"Observe","aws":{"region":"eu-west-1","accountId":"123456789012",\
        "assumeRoleArn":"arn:aws:iam::123456789012:role/vpcmesh",\
        "vpcs":[{"id":"vpc-0a","primary":true}],"resourceTags":{"team":"shop"}},\
        "namespace":{"name":"shop.internal","type":"Http","ownership":"Adopted"},\
        "members":{"namespaceSelector":{"matchLabels":{"mesh":"shop"},\
        "matchExpressions":[{"key":"tier","operator":"NotIn","values":["test"]}]}},\
        "defaults":{"discovery":{"ttl":"20s"}},\
        "authorization":{"default":"Deny","enforcement":"Audit","revocation":"Immediate"},\
        "paused":true,"deployment":{"bakeTime":"5m","alarms":{"names":["shop-5xx"]}},\
        "hooks":[{"name":"gate","url":"https://gate/","stage":"AfterBake","timeout":"10s",\
        "onFailure":"Ignore"}],"maxConcurrentDeployments":2}\
        """;

    ServiceMeshSpec spec = JSON.readValue(json, ServiceMeshSpec.class);

    assertThat(JSON.writeValueAsString(spec)).isEqualTo(json);
  }

  @Test
  void aDeploymentIsReadAndWrittenTheSame() throws IOException {
    String json =
        """
        {"steps":[{"percent":10,"bake":"30s","pause":true},{"percent":100}],"bakeTime":"2m",\
        "progressDeadline":"10m","rollbackDeadline":"15m","circuitBreaker":{"enabled":true,\
        "rollback":false,"threshold":{"type":"Count","value":3,"min":1,"max":5},\
        "resetOnHealthy":false,"onFirstDeployment":"Keep"},"alarms":{"names":["orders-5xx"]},\
        "historyLimit":5}\
        """;

    DeploymentSettings settings = JSON.readValue(json, DeploymentSettings.class);

    assertThat(settings)
        .isEqualTo(
            new DeploymentSettings(
                List.of(new DeploymentStep(10, "30s", true), new DeploymentStep(100, null, null)),
                "2m",
                "10m",
                "15m",
                new CircuitBreaker(
                    true,
                    false,
                    new FailureThreshold(ThresholdType.COUNT, 3, 1, 5),
                    false,
                    FirstDeploymentPolicy.KEEP),
                new Alarms(List.of("orders-5xx")),
                5));
    assertThat(JSON.writeValueAsString(settings)).isEqualTo(json);
  }

  @Test
  void whatADeploymentLeavesToTheMeshIsAbsent() throws IOException {
    String json = "{\"circuitBreaker\":{\"threshold\":{\"value\":25}}}";

    assertThat(JSON.writeValueAsString(JSON.readValue(json, DeploymentSettings.class)))
        .isEqualTo(json);
  }

  @Test
  void whatIsAbsentOrNullIsEmptyOrTheDefault() throws IOException {
    assertThat(
            JSON.readValue(
                """
                {"meshRef": {"name": "shop"}, "ports": null}\
                """,
                ServiceEndpointSpec.class))
        .isEqualTo(
            new ServiceEndpointSpec(
                new MeshRef("shop", null),
                null,
                DeletionPolicy.DELETE,
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null));
    assertThat(JSON.readValue("{\"name\": \"http\", \"port\": 80}", EndpointPort.class))
        .isEqualTo(new EndpointPort("http", 80, null, PortProtocol.TCP));
    assertThat(JSON.readValue("{\"name\": \"shop\"}", CloudMapNamespace.class))
        .isEqualTo(new CloudMapNamespace("shop", NamespaceType.DNS_PRIVATE, Ownership.MANAGED));
    assertThat(JSON.readValue("{}", ServiceMeshSpec.class).mode()).isEqualTo(MeshMode.ENFORCE);
    assertThat(JSON.readValue("{}", ServiceMeshSpec.class).maxConcurrentDeployments()).isEqualTo(5);
    assertThat(JSON.readValue("{}", MeshAuthorization.class).revocation())
        .isEqualTo(Revocation.DEPLOYMENT);
    assertThat(JSON.readValue("{\"name\": \"gate\"}", DeploymentHook.class))
        .extracting(DeploymentHook::timeout, DeploymentHook::onFailure)
        .containsExactly("30s", HookFailurePolicy.TRIP);
    assertThat(JSON.readValue("{\"addresses\": [null]}", StaticBackend.class))
        .isEqualTo(new StaticBackend(List.of()));
    assertThat(JSON.readValue("{\"attributes\": {\"a\": null}}", Discovery.class))
        .isEqualTo(new Discovery(null, null, null, null, Map.of(), null));
  }

  @Test
  void anEmptySelectorIsNotAnAbsentOne() throws IOException {
    String everywhere = "{\"namespaceSelector\":{}}";

    assertThat(JSON.writeValueAsString(JSON.readValue(everywhere, Members.class)))
        .isEqualTo(everywhere);
  }

  @Test
  void whoAsksForGroupsOnPodsNeedNotNameOne() throws IOException {
    String asked = "{\"mode\":\"PerService\",\"onDrift\":\"Revert\",\"pods\":{}}";

    assertThat(JSON.writeValueAsString(JSON.readValue(asked, SecurityGroups.class)))
        .isEqualTo(asked);
  }

  @Test
  void whatANewerVersionWroteIsPassedOver() throws IOException {
    Discovery discovery =
        JSON.readValue(
            """
            {"record": "Https", "health": "Probe", "weight": 3}\
            """,
            Discovery.class);

    assertThat(discovery)
        .isEqualTo(
            new Discovery(DnsRecords.UNKNOWN, null, HealthReporting.UNKNOWN, null, Map.of(), null));
  }

  @Test
  void aStatusHoldsNoNulls() throws IOException {
    ServiceMeshStatus status =
        new ServiceMeshStatus(
            9007199254740991L,
            List.of(
                new Condition(
                    "Ready",
                    ConditionStatus.FALSE,
                    3L,
                    "2026-01-01T00:00:00Z",
                    "AwsAccessDenied",
                    "denied")),
            "Provisioning",
            null,
            new RevisionStatus(3L, null, "ab12", null, null),
            new MemberCount(1, 0, 0, null),
            null,
            List.of(),
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            null);

    assertThat(JSON.writeValueAsString(status))
        .isEqualTo(
            """
            {"observedGeneration":9007199254740991,\
            "conditions":[{"type":"Ready","status":"False","observedGeneration":3,\
            "lastTransitionTime":"2026-01-01T00:00:00Z","reason":"AwsAccessDenied",\
            "message":"denied"}],"phase":"Provisioning",\
            "revision":{"running":3,"runningHash":"ab12"},\
            "members":{"namespaces":1,"endpoints":0,"ready":0}}\
            """);
  }

  @Test
  void whatBecameOfAChangeIsReadAndWrittenTheSame() throws IOException {
    String json =
        """
        {"revision":{"running":7,"target":8,"runningHash":"ab12","targetHash":"cd34"},\
        "deployment":{"name":"e-orders-8-cd34a","phase":"RolledBack","stepSummary":"1/1",\
        "reason":"NoHealthyInstances","message":"3 of 3 instances are unhealthy"},\
        "lastRollback":{"from":8,"to":7,"reason":"NoHealthyInstances","message":"as above",\
        "at":"2026-01-01T00:00:00Z","duration":"4s"},\
        "quarantine":[{"hash":"cd34","revision":8,"reason":"NoHealthyInstances",\
        "at":"2026-01-01T00:00:00Z"}],"handled":{"retry":"a","undo":"b"}}\
        """;

    assertThat(JSON.writeValueAsString(JSON.readValue(json, ServiceEndpointStatus.class)))
        .isEqualTo(json);
    assertThat(JSON.writeValueAsString(JSON.readValue(json, ServiceMeshStatus.class)))
        .isEqualTo(json);
  }

  @Test
  void theRecordOfADeploymentIsReadAndWrittenTheSame() throws IOException {
    String spec =
        """
        {"targetRef":{"kind":"ServiceEndpoint","name":"orders","uid":"1a2b"},"revision":8,\
        "generation":9,"hash":"cd34","snapshot":{"meshRef":{"name":"shop"},"paused":false,\
        "ports":[{"name":"http","port":80}]},"sourceRevision":7,\
        "plan":{"steps":[{"percent":100,"bake":"0s"}],"bakeTime":"2m"},\
        "trigger":{"kind":"Undo","by":"kubectl"}}\
        """;
    String status =
        """
        {"phase":"RolledBack","step":0,"stepSummary":"1/1","reason":"NoHealthyInstances",\
        "message":"two instances are unhealthy","begunAt":"2026-01-01T00:00:00Z",\
        "phaseSince":"2026-01-01T00:01:00Z","endedAt":"2026-01-01T00:01:00Z",\
        "breaker":{"state":"Triggered","failures":2,"threshold":2,"summary":"2/2",\
        "byCause":{"InstanceUnhealthy":2}},"evidence":[{"cause":"InstanceUnhealthy",\
        "unit":"task-a","message":"was healthy","at":"2026-01-01T00:00:30Z"}],\
        "ignoredAlarms":["orders-5xx"]}\
        """;

    assertThat(JSON.writeValueAsString(JSON.readValue(spec, MeshDeploymentSpec.class)))
        .isEqualTo(spec);
    assertThat(JSON.writeValueAsString(JSON.readValue(status, MeshDeploymentStatus.class)))
        .isEqualTo(status);
  }
}
