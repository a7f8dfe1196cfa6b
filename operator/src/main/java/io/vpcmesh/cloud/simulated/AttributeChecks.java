package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.HealthStatus;
import java.util.regex.Pattern;

/** Which attributes AWS accepts for an instance, whatever its service. */
record AttributeChecks(RuleBook rules, Quotas quotas) {

  static final String INIT_HEALTH = "AWS_INIT_HEALTH_STATUS";
  private static final String PREFIX = "AWS_";
  private static final ImmutableSet<String> OWN =
      ImmutableSet.of(
          "AWS_ALIAS_DNS_NAME",
          "AWS_EC2_INSTANCE_ID",
          INIT_HEALTH,
          "AWS_INSTANCE_CNAME",
          AddressChecks.IPV4,
          AddressChecks.IPV6,
          AddressChecks.PORT);

  private static final int MAX_KEY = 255;
  private static final int MAX_VALUE = 1_024;
  private static final int MAX_TOTAL = 5_000;
  private static final Pattern KEY = Pattern.compile("[!-~]+");
  private static final Pattern VALUE = Pattern.compile("([!-~][ \\t!-~]*)?");

  void check(ServiceState service, ImmutableMap<String, String> attributes) {
    attributes.forEach(this::checkAttribute);
    checkCount(attributes);
    checkTotal(attributes);
    checkInitialHealth(service, attributes);
    new AddressChecks(rules).check(service, attributes);
  }

  private void checkAttribute(String key, String value) {
    rules.require(
        AttributeRule.KEY_LENGTH,
        key.length() <= MAX_KEY,
        "the attribute name '" + key + "' has more than 255 characters");
    rules.require(
        AttributeRule.VALUE_LENGTH,
        value.length() <= MAX_VALUE,
        "the value of attribute " + key + " has more than 1024 characters");
    rules.require(
        AttributeRule.KEY_PATTERN,
        KEY.matcher(key).matches(),
        "the attribute name '" + key + "' does not match ^[a-zA-Z0-9!-~]+$");
    rules.require(
        AttributeRule.VALUE_PATTERN,
        VALUE.matcher(value).matches(),
        "the value '" + value + "' of attribute " + key + " holds forbidden characters");
    rules.require(
        AttributeRule.AWS_PREFIX_RESERVED,
        !key.startsWith(PREFIX) || OWN.contains(key),
        "the attribute name '" + key + "' starts with AWS_, which is reserved");
  }

  private void checkCount(ImmutableMap<String, String> attributes) {
    boolean ownAreFree = rules.keeps(AttributeRule.OWN_NOT_COUNTED);
    long custom =
        attributes.keySet().stream().filter(key -> !ownAreFree || !OWN.contains(key)).count();
    rules.require(
        AttributeRule.AT_MOST_30,
        custom <= quotas.customAttributes(),
        custom + " custom attributes are more than " + quotas.customAttributes());
  }

  private void checkTotal(ImmutableMap<String, String> attributes) {
    int total =
        attributes.entrySet().stream()
            .mapToInt(entry -> entry.getKey().length() + entry.getValue().length())
            .sum();
    rules.require(
        AttributeRule.TOTAL_LENGTH,
        total <= MAX_TOTAL,
        "the attributes have " + total + " characters together, more than 5000");
  }

  private void checkInitialHealth(ServiceState service, ImmutableMap<String, String> attributes) {
    String status = attributes.getOrDefault(INIT_HEALTH, HealthStatus.HEALTHY.name());
    rules.require(
        AttributeRule.INIT_HEALTH_NEEDS_CUSTOM_HEALTH,
        service.customHealth() || !attributes.containsKey(INIT_HEALTH),
        INIT_HEALTH + " needs a service with HealthCheckCustomConfig: " + service.name());
    rules.require(
        AttributeRule.INIT_HEALTH_VALUE,
        isStatus(status),
        INIT_HEALTH + " is HEALTHY or UNHEALTHY, not '" + status + "'");
  }

  private static boolean isStatus(String value) {
    return value.equals(HealthStatus.HEALTHY.name()) || value.equals(HealthStatus.UNHEALTHY.name());
  }
}
