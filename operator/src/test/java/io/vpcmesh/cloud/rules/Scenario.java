package io.vpcmesh.cloud.rules;

/** Shows one rule: fails on a cloud that breaks it. */
@FunctionalInterface
public interface Scenario {

  void play(Stage stage);
}
