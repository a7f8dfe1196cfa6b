package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.DeploymentHook;
import io.vpcmesh.api.v1alpha1.HookFailurePolicy;
import io.vpcmesh.api.v1alpha1.HookStage;
import io.vpcmesh.model.Hook;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads whom a mesh has asked about its deployments. */
record HooksParser(Findings findings) {

  private static final String FIELD = "spec.hooks";
  private static final int MAX_HOOKS = 10;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  ImmutableList<Hook> parse(List<DeploymentHook> declared) {
    if (declared.size() > MAX_HOOKS) {
      findings.refuse(FIELD, "has %d hooks: keep %d".formatted(declared.size(), MAX_HOOKS));
    }
    ImmutableList.Builder<Hook> hooks = ImmutableList.builder();
    for (int i = 0; i < declared.size(); i++) {
      hook(FIELD + "[" + i + "]", declared.get(i)).ifPresent(hooks::add);
    }
    unique(declared);
    return hooks.build();
  }

  private Optional<Hook> hook(String path, DeploymentHook declared) {
    Optional<String> name = findings.shaped(path + ".name", declared.name(), Shape.HOOK_NAME);
    Optional<URI> url = new HookUrlParser(findings, path + ".url").parse(declared.url());
    Optional<Hook.Stage> stage = stage(path + ".stage", declared.stage());
    Optional<Duration> timeout =
        findings.lasting(path + ".timeout", declared.timeout(), SHORTEST, LONGEST);
    Optional<Hook.OnFailure> onFailure = onFailure(path + ".onFailure", declared.onFailure());
    boolean whole =
        name.isPresent()
            && url.isPresent()
            && stage.isPresent()
            && timeout.isPresent()
            && onFailure.isPresent();
    return whole
        ? Optional.of(
            new Hook(
                name.orElseThrow(),
                url.orElseThrow(),
                stage.orElseThrow(),
                timeout.orElseThrow(),
                onFailure.orElseThrow()))
        : Optional.empty();
  }

  private Optional<Hook.Stage> stage(String path, @Nullable HookStage declared) {
    String choices = "BeforeDeployment, AfterStep, AfterBake";
    if (declared == null) {
      findings.refuse(path, "is missing: write one of " + choices);
      return Optional.empty();
    }
    Optional<Hook.Stage> choice =
        switch (declared) {
          case BEFORE_DEPLOYMENT -> Optional.of(Hook.Stage.BEFORE_DEPLOYMENT);
          case AFTER_STEP -> Optional.of(Hook.Stage.AFTER_STEP);
          case AFTER_BAKE -> Optional.of(Hook.Stage.AFTER_BAKE);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known(path, choice, choices);
  }

  private Optional<Hook.OnFailure> onFailure(String path, HookFailurePolicy declared) {
    Optional<Hook.OnFailure> choice =
        switch (declared) {
          case TRIP -> Optional.of(Hook.OnFailure.TRIP);
          case IGNORE -> Optional.of(Hook.OnFailure.IGNORE);
          case UNKNOWN -> Optional.empty();
        };
    return findings.known(path, choice, "Trip, Ignore");
  }

  private void unique(List<DeploymentHook> declared) {
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < declared.size(); i++) {
      String name = declared.get(i).name();
      Integer before = name == null ? null : first.putIfAbsent(name, i);
      if (before != null) {
        findings.refuse(
            "%s[%d].name".formatted(FIELD, i),
            "%s is used by %s[%d] already: give each hook its own"
                .formatted(Findings.quote(name), FIELD, before));
      }
    }
  }
}
