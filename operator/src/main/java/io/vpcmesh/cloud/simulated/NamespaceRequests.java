package io.vpcmesh.cloud.simulated;

import io.vpcmesh.cloud.NamespaceSpec;
import io.vpcmesh.cloud.NamespaceType;
import java.util.regex.Pattern;

/** What AWS demands of a request for a namespace. */
record NamespaceRequests(RuleBook rules, Requests requests) {

  private static final Pattern HTTP_NAME = Pattern.compile("(?!arn:)[!-~]{1,1024}");
  private static final Pattern DNS_NAME = Pattern.compile("(?!arn:)[!-~]{1,253}");

  void check(NamespaceSpec spec, NamespaceType type) {
    boolean http = type == NamespaceType.HTTP;
    Pattern pattern = http ? HTTP_NAME : DNS_NAME;
    rules.require(
        NamespaceRule.NAME_PATTERN,
        pattern.matcher(spec.name()).matches(),
        "Name '" + spec.name() + "' does not match ^" + pattern + "$");
    rules.require(
        NamespaceRule.VPC_REQUIRED,
        http || spec.vpc().isPresent(),
        "Vpc is missing for the private DNS namespace " + spec.name());
    requests.checkRequestId(spec.creatorRequestId());
    requests.checkDescription(spec.description());
    requests.checkTags(spec.tags());
  }
}
