package io.vpcmesh.cloud.simulated;

/** Which attributes RegisterInstance accepts; all else is InvalidInput. */
public enum AttributeRule implements Rule {
  A_NEEDS_IPV4(
      "CM-401", "A service with an A record needs AWS_INSTANCE_IPV4.", Source.MODEL, Moto.ABSENT),
  AAAA_NEEDS_IPV6(
      "CM-402",
      "A service with an AAAA record needs AWS_INSTANCE_IPV6.",
      Source.MODEL,
      Moto.ABSENT),
  SRV_NEEDS_PORT(
      "CM-403", "A service with an SRV record needs AWS_INSTANCE_PORT.", Source.MODEL, Moto.ABSENT),
  SRV_NEEDS_ADDRESS(
      "CM-404",
      "A service with an SRV record needs AWS_INSTANCE_IPV4 or AWS_INSTANCE_IPV6.",
      Source.MODEL,
      Moto.ABSENT),
  IPV4_VALID("CM-405", "AWS_INSTANCE_IPV4 is an IPv4 address.", Source.MODEL, Moto.ABSENT),
  IPV6_VALID("CM-406", "AWS_INSTANCE_IPV6 is an IPv6 address.", Source.MODEL, Moto.ABSENT),
  PORT_VALID(
      "CM-407", "AWS_INSTANCE_PORT is a number from 0 to 65535.", Source.INFERRED, Moto.ABSENT),
  AT_MOST_30("CM-408", "An instance has at most 30 custom attributes.", Source.MODEL, Moto.ABSENT),
  KEY_LENGTH("CM-409", "An attribute name has at most 255 characters.", Source.MODEL, Moto.ABSENT),
  VALUE_LENGTH(
      "CM-410", "An attribute value has at most 1,024 characters.", Source.MODEL, Moto.ABSENT),
  TOTAL_LENGTH(
      "CM-411",
      "Names and values of all attributes have at most 5,000 characters together.",
      Source.MODEL,
      Moto.ABSENT),
  KEY_PATTERN(
      "CM-412", "An attribute name is printable ASCII without spaces.", Source.MODEL, Moto.ABSENT),
  VALUE_PATTERN(
      "CM-413",
      "An attribute value is printable ASCII and does not start with a space.",
      Source.MODEL,
      Moto.ABSENT),
  INIT_HEALTH_NEEDS_CUSTOM_HEALTH(
      "CM-414",
      "AWS_INIT_HEALTH_STATUS needs a service with custom health.",
      Source.MODEL,
      Moto.ABSENT),
  INIT_HEALTH_VALUE(
      "CM-415", "AWS_INIT_HEALTH_STATUS is HEALTHY or UNHEALTHY.", Source.MODEL, Moto.ABSENT),
  AWS_PREFIX_RESERVED(
      "CM-416", "Names that start with AWS_ are those of AWS only.", Source.INFERRED, Moto.ABSENT),
  OWN_NOT_COUNTED(
      "CM-417",
      "Attributes of AWS do not count among the 30 custom ones.",
      Source.MODEL,
      Moto.SAME);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  AttributeRule(String id, String text, Source source, Moto moto) {
    this.id = id;
    this.text = text;
    this.source = source;
    this.moto = moto;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public Source source() {
    return source;
  }

  @Override
  public Moto moto() {
    return moto;
  }
}
