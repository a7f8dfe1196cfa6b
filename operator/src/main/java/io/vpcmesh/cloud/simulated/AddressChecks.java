package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import com.google.common.primitives.Ints;
import io.vpcmesh.model.RecordType;

/** Which addresses and ports the records of a service ask of its instances. */
record AddressChecks(RuleBook rules) {

  static final String IPV4 = "AWS_INSTANCE_IPV4";
  static final String IPV6 = "AWS_INSTANCE_IPV6";
  static final String PORT = "AWS_INSTANCE_PORT";

  private static final int MAX_PORT = 65_535;

  void check(ServiceState service, ImmutableMap<String, String> attributes) {
    checkRequired(service.recordTypes(), attributes.keySet());
    checkAddress(attributes.getOrDefault(IPV4, "192.0.2.1"), false);
    checkAddress(attributes.getOrDefault(IPV6, "2001:db8::1"), true);
    Integer port = Ints.tryParse(attributes.getOrDefault(PORT, "0"));
    rules.require(
        AttributeRule.PORT_VALID,
        port != null && port >= 0 && port <= MAX_PORT,
        PORT + " is no port: '" + attributes.get(PORT) + "'");
  }

  private void checkRequired(ImmutableSet<RecordType> records, ImmutableSet<String> given) {
    rules.require(
        AttributeRule.A_NEEDS_IPV4,
        !records.contains(RecordType.A) || given.contains(IPV4),
        "a service with an A record needs " + IPV4);
    rules.require(
        AttributeRule.AAAA_NEEDS_IPV6,
        !records.contains(RecordType.AAAA) || given.contains(IPV6),
        "a service with an AAAA record needs " + IPV6);
    boolean srv = records.contains(RecordType.SRV);
    rules.require(
        AttributeRule.SRV_NEEDS_PORT,
        !srv || given.contains(PORT),
        "a service with an SRV record needs " + PORT);
    rules.require(
        AttributeRule.SRV_NEEDS_ADDRESS,
        !srv || given.contains(IPV4) || given.contains(IPV6),
        "a service with an SRV record needs " + IPV4 + " or " + IPV6);
  }

  private void checkAddress(String address, boolean ipv6) {
    rules.require(
        ipv6 ? AttributeRule.IPV6_VALID : AttributeRule.IPV4_VALID,
        InetAddresses.isInetAddress(address) && address.contains(":") == ipv6,
        (ipv6 ? IPV6 : IPV4) + " is no such address: '" + address + "'");
  }
}
