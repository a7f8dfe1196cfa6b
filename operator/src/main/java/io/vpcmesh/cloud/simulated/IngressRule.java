package io.vpcmesh.cloud.simulated;

/** How the inbound rules of security groups behave. */
public enum IngressRule implements Rule {
  IDENTITY(
      "EC-301",
      "A second rule of the same direction, protocol, ports and source is refused with InvalidPermission.Duplicate.",
      Source.MODEL,
      Moto.SAME),
  DESCRIPTION_APART(
      "EC-302",
      "The description is no part of what makes two rules the same.",
      Source.INFERRED,
      Moto.SAME),
  CIDR_CANONICAL(
      "EC-303",
      "The bits of a CIDR that do not count are cleared; so it is also the same as one where they are.",
      Source.MODEL,
      Moto.ABSENT),
  ALL_OR_NOTHING(
      "EC-304",
      "When one of several permissions is there already, none of them is added.",
      Source.INFERRED,
      Moto.DIFFERS),
  NO_TWINS(
      "EC-305",
      "A permission that occurs twice in one call is refused with InvalidParameterValue.",
      Source.SEEN,
      Moto.DIFFERS),
  ANSWERED(
      "EC-306",
      "AuthorizeSecurityGroupIngress answers with every new rule and its id.",
      Source.MODEL,
      Moto.DIFFERS),
  AUTHORIZE_NEEDS_GROUP(
      "EC-307",
      "Authorizing in an unknown group is refused with InvalidGroup.NotFound.",
      Source.MODEL,
      Moto.SAME),
  SOURCE_GROUP_REQUIRED(
      "EC-308",
      "A rule from an unknown group is refused with InvalidGroup.NotFound.",
      Source.MODEL,
      Moto.SAME),
  PREFIX_LIST_REQUIRED(
      "EC-309",
      "A rule from an unknown prefix list is refused with InvalidPrefixListID.NotFound.",
      Source.MODEL,
      Moto.ABSENT),
  DESCRIPTION_PATTERN(
      "EC-310",
      "The description of a rule has at most 255 characters of letters, digits, spaces and ._-:/()#,@[]+=;{}!$*: else InvalidParameterValue.",
      Source.MODEL,
      Moto.ABSENT),
  DESCRIPTION_KEPT(
      "EC-311",
      "A rule shows the description that it was given, whatever its source is.",
      Source.MODEL,
      Moto.DIFFERS),
  TAGS_ON_CREATION(
      "EC-312", "Tags given with new rules are on each of them at once.", Source.MODEL, Moto.SAME),
  TAGS_NEED_RULE(
      "EC-313",
      "Tags for an unknown rule are refused with InvalidSecurityGroupRuleId.NotFound.",
      Source.MODEL,
      Moto.ABSENT),
  QUOTA(
      "EC-314",
      "A group has at most 60 inbound rules; what is more is refused with RulesPerSecurityGroupLimitExceeded, and nothing is added.",
      Source.GUIDE,
      Moto.SAME),
  QUOTA_PER_FAMILY(
      "EC-315",
      "The 60 rules are counted separately for IPv4 and for IPv6.",
      Source.GUIDE,
      Moto.DIFFERS),
  QUOTA_GROUP_IN_BOTH(
      "EC-316", "A rule from a group counts for IPv4 and for IPv6.", Source.INFERRED, Moto.SAME),
  QUOTA_OF_PREFIX_LIST(
      "EC-317",
      "A rule from a prefix list counts as many rules as the list may have entries.",
      Source.GUIDE,
      Moto.DIFFERS),
  REVOKED(
      "EC-318",
      "RevokeSecurityGroupIngress takes away the rules whose ids it is given, and no other.",
      Source.MODEL,
      Moto.SAME),
  REVOKE_NEEDS_GROUP(
      "EC-319",
      "Revoking in an unknown group is refused with InvalidGroup.NotFound.",
      Source.MODEL,
      Moto.SAME),
  REVOKE_MISSING(
      "EC-320",
      "Revoking by an id that no inbound rule of the group has is refused with InvalidSecurityGroupRuleId.NotFound.",
      Source.MODEL,
      Moto.DIFFERS),
  REVOKE_ALL_OR_NOTHING(
      "EC-321",
      "When one of several rules is unknown, none of them is revoked.",
      Source.INFERRED,
      Moto.SAME),
  DESCRIBED_BY_GROUP(
      "EC-322",
      "DescribeSecurityGroupRules with the filter group-id shows the rules of these groups, leaves out an unknown group, and refuses nothing.",
      Source.MODEL,
      Moto.SAME),
  DESCRIBE_PAGED(
      "EC-323",
      "DescribeSecurityGroupRules returns at most 1,000 rules a page, and a token for the rest.",
      Source.MODEL,
      Moto.ABSENT),
  DESCRIBE_LAGS(
      "EC-324",
      "DescribeSecurityGroupRules may be older than the last change.",
      Source.GUIDE,
      Moto.ABSENT),
  SOMETHING_ASKED(
      "EC-325",
      "Authorizing or revoking nothing is refused with MissingParameter.",
      Source.INFERRED,
      Moto.ABSENT);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  IngressRule(String id, String text, Source source, Moto moto) {
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
