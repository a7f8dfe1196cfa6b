package io.vpcmesh.e2e.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.aws.IndependentView;
import io.vpcmesh.cloud.aws.Moto;
import io.vpcmesh.cloud.aws.MotoServer;
import io.vpcmesh.e2e.plane.ControlPlane;
import io.vpcmesh.e2e.plane.EndToEnd;
import io.vpcmesh.e2e.plane.FaultyAws;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A cluster lost its resources and gets them back from a backup, as others under the same names.
 */
@EndToEnd
@ExtendWith(Moto.class)
@TestInstance(Lifecycle.PER_CLASS)
class RestoreTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ImmutableSet<String> OF_THE_FORMER_LIFE =
      ImmutableSet.of("uid", "resourceVersion", "creationTimestamp", "generation", "managedFields");
  private static final String KINDS = "servicemeshes,serviceendpoints";
  private static final String UID = "vpcmesh.io/uid";

  private final FaultyAws way;
  private final Stage stage;
  private final Strangers strangers;
  private Optional<Replica> operator = Optional.empty();

  RestoreTest(ControlPlane plane, MotoServer moto) throws IOException {
    this.way = FaultyAws.before(moto.endpoint());
    this.stage = new Stage(plane, moto, way.url());
    this.strangers = new Strangers(moto);
  }

  @BeforeAll
  void open() throws Exception {
    strangers.moveIn();
    operator = Optional.of(stage.leader());
    stage.applyShop();
    stage.awaitReady(KINDS);
    strangers.joinNamespace("shop.internal");
    strangers.joinService("shop.internal", "web");
    end();
  }

  /** The lease is given back, so that the next one need not wait for it. */
  @AfterEach
  void end() throws IOException {
    operator.orElseThrow().process().terminate();
    operator.orElseThrow().process().awaitEnd();
  }

  @AfterAll
  void close() throws IOException {
    stage.close();
    way.close();
  }

  @Test
  void withItsJournalsTheShopIsMarkedAnewAndNothingElseIsDone() throws Exception {
    String backup = loss();

    isTakenOverAfter(backup);
  }

  @Test
  void withoutItsJournalsTheShopIsMarkedAnewAndNothingElseIsDone() throws Exception {
    String backup = loss();
    stage
        .kubectl()
        .output("delete", "configmaps", "-n", stage.home(), "-l", "vpcmesh.io/journal-of");

    isTakenOverAfter(backup);
  }

  private void isTakenOverAfter(String backup) throws Exception {
    ImmutableList<String> belongings = strangers.belongings();
    ImmutableList<String> ids = ids(stage.aws());
    int called = way.calls().size();
    stage.apply(backup);

    operator = Optional.of(stage.leader());
    stage.awaitReady(KINDS);

    assertThat(ids(stage.aws())).isEqualTo(ids);
    assertThat(Registry.of(stage.aws()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(Registry.shop("shop.internal").stream(), Strangers.LINES.stream())
                .toList());
    assertThat(strangers.belongings()).isEqualTo(belongings);
    assertThat(marks(stage.aws())).isEqualTo(uids());
    List<String> calls = way.calls().subList(called, way.calls().size());
    assertThat(calls)
        .contains("TagResource", "RegisterInstance")
        .noneMatch(it -> it.matches("(Create|Delete|Deregister).*"));
  }

  /** Takes the resources away behind the operator's back; answers what a backup has of them. */
  private String loss() throws IOException {
    JsonNode list = JSON.readTree(stage.in("get", KINDS, "-o", "json"));
    for (JsonNode object : list.path("items")) {
      ((ObjectNode) object).remove("status");
      ((ObjectNode) object.path("metadata")).remove(OF_THE_FORMER_LIFE);
    }
    for (String name : stage.in("get", KINDS, "-o", "name").lines().toList()) {
      stage.in("patch", name, "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");
    }
    stage.in("delete", KINDS, "--all");
    return list.toString();
  }

  private static ImmutableList<String> ids(IndependentView aws) {
    return aws.namespaces().stream()
        .flatMap(namespace ->
            Stream.concat(
                Stream.of(namespace.id()),
                namespace.services().stream()
                    .flatMap(service ->
                        Stream.concat(
                            Stream.of(service.id()),
                            Registry.instances(service).stream()
                                .map(it -> service.id() + it.id())))))
        .collect(ImmutableList.toImmutableList());
  }

  /** Every UID that anything in AWS is marked with. */
  private static ImmutableSet<String> marks(IndependentView aws) {
    return aws.namespaces().stream()
        .flatMap(namespace ->
            Stream.concat(
                Stream.of(namespace.tags()),
                namespace.services().stream()
                    .flatMap(service ->
                        Stream.concat(
                            Stream.of(service.tags()),
                            Registry.instances(service).stream().map(it -> it.attributes())))))
        .filter(marks -> marks.containsKey(UID))
        .map(marks -> marks.get(UID))
        .collect(ImmutableSet.toImmutableSet());
  }

  private ImmutableSet<String> uids() throws IOException {
    return ImmutableSet.copyOf(
        stage
            .in("get", KINDS, "-o", "jsonpath={range .items[*]}{.metadata.uid}{\"\\n\"}{end}")
            .lines()
            .toList());
  }
}
