package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.DnsRecord;
import io.vpcmesh.cloud.ServiceSpec;
import io.vpcmesh.model.RecordType;
import java.util.regex.Pattern;

/** What AWS demands of a request for a service. */
record ServiceRequests(RuleBook rules, Requests requests) {

  private static final long MAX_TTL = Integer.MAX_VALUE;
  private static final int MAX_NAME = 127;
  private static final String LABEL = "([a-zA-Z0-9_][a-zA-Z0-9-_]{0,61}[a-zA-Z0-9_]|[a-zA-Z0-9])";
  private static final Pattern NAME = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
  private static final ImmutableSet<ImmutableList<RecordType>> COMBINATIONS =
      ImmutableSet.of(
          ImmutableList.of(),
          ImmutableList.of(RecordType.A),
          ImmutableList.of(RecordType.AAAA),
          ImmutableList.of(RecordType.A, RecordType.AAAA),
          ImmutableList.of(RecordType.SRV));

  void check(ServiceSpec spec, boolean httpNamespace) {
    rules.require(
        ServiceRule.NAME_PATTERN,
        spec.name().length() <= MAX_NAME && NAME.matcher(spec.name()).matches(),
        "Name '" + spec.name() + "' is no service name");
    rules.require(
        ServiceRule.NO_DNS_IN_HTTP_NAMESPACE,
        spec.dns().isEmpty() || !httpNamespace,
        "DnsConfig is not for services of an HTTP namespace: " + spec.name());
    checkRecords(spec.dns());
    requests.checkRequestId(spec.creatorRequestId());
    requests.checkDescription(spec.description());
    requests.checkTags(spec.tags());
  }

  void checkRecords(ImmutableList<DnsRecord> dns) {
    ImmutableList<RecordType> types =
        dns.stream().map(DnsRecord::type).sorted().collect(ImmutableList.toImmutableList());
    rules.require(
        ServiceRule.RECORD_COMBINATIONS,
        COMBINATIONS.contains(types),
        "a service cannot have the records " + types);
    for (DnsRecord record : dns) {
      rules.require(
          ServiceRule.TTL_RANGE,
          record.ttlSeconds() >= 0 && record.ttlSeconds() <= MAX_TTL,
          "TTL " + record.ttlSeconds() + " is not within 0 and 2147483647");
    }
  }

  /** An update may drop records, never bring others. */
  void checkUpdate(ImmutableList<DnsRecord> dns, ServiceState service) {
    rules.require(
        ServiceRule.RECORD_TYPE_FIXED,
        dns.stream().allMatch(record -> service.recordTypes().contains(record.type())),
        "the record types of " + service.name() + " cannot change: " + service.recordTypes());
  }
}
