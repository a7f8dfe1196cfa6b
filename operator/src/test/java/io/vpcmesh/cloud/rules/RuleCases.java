package io.vpcmesh.cloud.rules;

import com.google.common.collect.ImmutableList;
import java.util.stream.Stream;

/** All cases of all rules. */
public final class RuleCases {

  private RuleCases() {}

  public static ImmutableList<RuleCase> all() {
    return Stream.of(
            NamespaceScenarios.all(),
            NamespaceListings.all(),
            ServiceScenarios.all(),
            ServiceUpdateScenarios.all(),
            ServiceListings.all(),
            InstanceScenarios.all(),
            InstanceQuotaScenarios.all(),
            InstanceReadScenarios.all(),
            AttributeScenarios.all(),
            HealthScenarios.all(),
            DiscoveryScenarios.all(),
            OperationScenarios.all(),
            TagScenarios.all(),
            RequestScenarios.all(),
            NetworkScenarios.all(),
            GroupScenarios.all(),
            GroupReadScenarios.all(),
            GroupTagScenarios.all(),
            IngressScenarios.all(),
            IngressQuotaScenarios.all(),
            RevocationScenarios.all(),
            PrefixListScenarios.all(),
            AlarmScenarios.all())
        .flatMap(ImmutableList::stream)
        .collect(ImmutableList.toImmutableList());
  }

  /** Those that any implementation of the ports can play. */
  public static ImmutableList<RuleCase> portable() {
    return all().stream().filter(RuleCase::portable).collect(ImmutableList.toImmutableList());
  }
}
