package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * One thing that AWS does and the operator relies on or must survive. The simulated cloud keeps all
 * rules; a test switches one off to show that its own scenario notices.
 */
public sealed interface Rule
    permits AlarmRule,
        AttributeRule,
        DiscoveryRule,
        GroupRule,
        HealthRule,
        IngressRule,
        InstanceRule,
        NamespaceRule,
        NetworkRule,
        OperationRule,
        PrefixListRule,
        RequestRule,
        ServiceRule,
        TagRule {

  /** Such as {@code CM-101}; never given to another rule. */
  String id();

  /** The rule in one sentence. */
  String text();

  Source source();

  Moto moto();

  /** Where we know the rule from. */
  enum Source {
    /** The service model that AWS publishes with its SDKs. */
    MODEL,
    /** The developer guide's pages on quotas and throttling. */
    GUIDE,
    /** Seen by users and written down in public issue threads. */
    SEEN,
    /** Concluded from the documentation, which does not say it outright. */
    INFERRED
  }

  /** What moto 5.2.5 does about the rule, seen by a client that uses the SDK. */
  enum Moto {
    /** It keeps the rule. */
    SAME,
    /** It does something else. */
    DIFFERS,
    /** It does not know the rule at all. */
    ABSENT
  }

  /** Every rule, by id. */
  static ImmutableList<Rule> all() {
    return Stream.<Rule[]>of(
            NamespaceRule.values(),
            ServiceRule.values(),
            InstanceRule.values(),
            AttributeRule.values(),
            HealthRule.values(),
            DiscoveryRule.values(),
            OperationRule.values(),
            TagRule.values(),
            RequestRule.values(),
            NetworkRule.values(),
            GroupRule.values(),
            IngressRule.values(),
            PrefixListRule.values(),
            AlarmRule.values())
        .flatMap(Stream::of)
        .sorted(Comparator.comparing(Rule::id))
        .collect(ImmutableList.toImmutableList());
  }
}
