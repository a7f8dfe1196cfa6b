package io.vpcmesh.cloud.simulated;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.cloud.simulated.Rule.Moto;
import io.vpcmesh.cloud.simulated.Rule.Source;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The list of rules as a page for people. */
final class RuleList {

  private static final String HEAD =
      """
      # What AWS does

      The rules of AWS, of Cloud Map (CM), EC2 (EC) and CloudWatch (CW), that vpcmesh relies on or must survive.
      The simulated cloud (`io.vpcmesh.cloud.simulated`) keeps all of them. For each rule `RulesTest` plays one scenario
      twice: it passes on the simulated cloud and fails as soon as that rule is switched off.

      | Source | Where the rule is from |
      |---|---|
      | model | the service model that AWS publishes with its SDKs (botocore 1.44.5) |
      | guide | the pages on quotas and throttling in the guides of AWS Cloud Map, Amazon VPC, Amazon EC2 and Amazon CloudWatch; rates that \
      AWS does not publish, as other controllers have measured them |
      | seen | public issue threads of users |
      | inferred | concluded from the documentation, which does not say it outright |

      | moto | What moto 5.2.5 does, seen by a client that uses the SDK |
      |---|---|
      | same | it keeps the rule |
      | differs | it does something else |
      | absent | it does not know the rule |

      A verdict marked ¹ comes from reading moto's code, because the scenario needs a cloud with
      special settings. All others are tried: `CloudMapContract` plays the scenario against moto
      and fails when the outcome is not the verdict. CM-115 is the exception: our port filters the
      listing itself and so hides the difference.

      Not modelled: revoking a rule by its properties, which an account's default VPC answers in another
      way than its others. vpcmesh revokes by id.

      """;

  private RuleList() {}

  static String markdown(ImmutableList<Rule> read) {
    return HEAD
        + count()
        + "\n\n| Rule | What AWS does | Source | moto |\n|---|---|---|---|\n"
        + Rule.all().stream().map(rule -> row(rule, read)).collect(Collectors.joining());
  }

  private static String count() {
    ImmutableList<Rule> rules = Rule.all();
    String verdicts =
        Stream.of(Moto.values())
            .map(verdict -> count(rules, verdict) + " " + word(verdict))
            .collect(Collectors.joining(", "));
    return rules.size() + " rules; moto: " + verdicts + ".";
  }

  private static long count(ImmutableList<Rule> rules, Moto verdict) {
    return rules.stream().filter(rule -> rule.moto() == verdict).count();
  }

  private static String row(Rule rule, ImmutableList<Rule> read) {
    String mark = read.contains(rule) ? "¹" : "";
    return "| %s | %s | %s | %s%s |\n"
        .formatted(rule.id(), rule.text(), word(rule.source()), word(rule.moto()), mark);
  }

  private static String word(Source source) {
    return Ascii.toLowerCase(source.name());
  }

  private static String word(Moto verdict) {
    return Ascii.toLowerCase(verdict.name());
  }
}
