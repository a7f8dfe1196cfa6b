package io.vpcmesh.cloud.simulated;

/** How security groups behave. */
public enum GroupRule implements Rule {
  NAME_UNIQUE(
      "EC-201",
      "A second security group of the same name in a VPC is refused with InvalidGroup.Duplicate.",
      Source.MODEL,
      Moto.SAME),
  NAME_PER_VPC("EC-202", "Groups in two VPCs may have the same name.", Source.MODEL, Moto.SAME),
  VPC_REQUIRED(
      "EC-203",
      "A group in an unknown VPC is refused with InvalidVpcID.NotFound.",
      Source.MODEL,
      Moto.ABSENT),
  EGRESS_OPEN(
      "EC-204",
      "A new group has one rule: everything may go out to 0.0.0.0/0.",
      Source.MODEL,
      Moto.SAME),
  NAME_PATTERN(
      "EC-205",
      "A group name has 1 to 255 characters of letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, and does not start with sg-: else InvalidParameterValue.",
      Source.MODEL,
      Moto.ABSENT),
  DESCRIPTION_PATTERN(
      "EC-206",
      "The description of a group has 1 to 255 of the same characters: else InvalidParameterValue.",
      Source.MODEL,
      Moto.ABSENT),
  QUOTA(
      "EC-207",
      "An account has a quota of security groups per Region (2,500); one more is refused with SecurityGroupLimitExceeded.",
      Source.GUIDE,
      Moto.ABSENT),
  DELETE_MISSING(
      "EC-208",
      "Deleting an unknown group is refused with InvalidGroup.NotFound.",
      Source.MODEL,
      Moto.SAME),
  DELETE_REFERENCED(
      "EC-209",
      "A group that a rule of another group of its VPC refers to cannot be deleted: DependencyViolation.",
      Source.MODEL,
      Moto.ABSENT),
  DELETE_OWN_REFERENCE(
      "EC-210",
      "A rule that refers to its own group does not keep the group from being deleted.",
      Source.INFERRED,
      Moto.SAME),
  DELETE_FROM_AFAR(
      "EC-211",
      "A rule of a group in another VPC does not keep a group from being deleted.",
      Source.MODEL,
      Moto.SAME),
  DELETE_ATTACHED(
      "EC-212",
      "A group that a network interface carries cannot be deleted: DependencyViolation.",
      Source.MODEL,
      Moto.ABSENT),
  RULES_GONE("EC-213", "The rules of a deleted group are gone.", Source.INFERRED, Moto.SAME),
  FILTERED(
      "EC-214",
      "DescribeSecurityGroups shows the groups that pass all of its filters.",
      Source.MODEL,
      Moto.SAME),
  UNKNOWN_LEFT_OUT(
      "EC-215",
      "DescribeSecurityGroups with the filter group-id leaves out an unknown group, and refuses nothing.",
      Source.MODEL,
      Moto.SAME),
  DESCRIBE_PAGED(
      "EC-216",
      "DescribeSecurityGroups returns at most 1,000 groups a page, and a token for the rest.",
      Source.MODEL,
      Moto.ABSENT),
  DESCRIBE_LAGS(
      "EC-217",
      "DescribeSecurityGroups may be older than the last change.",
      Source.GUIDE,
      Moto.ABSENT),
  TAGS_ON_CREATION(
      "EC-218", "Tags given on creation are on the group at once.", Source.MODEL, Moto.SAME),
  TAGS_MERGED(
      "EC-219",
      "CreateTags adds tags, replaces those of the same key and keeps the others.",
      Source.MODEL,
      Moto.SAME),
  TAGS_NEED_RESOURCE(
      "EC-220",
      "Tags for an unknown group are refused with InvalidGroup.NotFound.",
      Source.SEEN,
      Moto.SAME),
  TAGS_AT_MOST_50(
      "EC-221",
      "A group has at most 50 tags; one more is refused with TagLimitExceeded.",
      Source.MODEL,
      Moto.SAME),
  TAG_PREFIX_RESERVED(
      "EC-222",
      "Tag keys that start with aws: are refused with InvalidParameterValue.",
      Source.MODEL,
      Moto.ABSENT),
  TAG_LENGTHS(
      "EC-223",
      "A tag key has 1 to 127 characters and a value at most 256: else InvalidParameterValue.",
      Source.MODEL,
      Moto.ABSENT),
  INTERFACES_OF_GROUP(
      "EC-224",
      "DescribeNetworkInterfaces with the filter group-id shows the interfaces that carry the group.",
      Source.MODEL,
      Moto.SAME),
  THROTTLED(
      "EC-225",
      "Calls of EC2 above the rate of their action are refused with RequestLimitExceeded.",
      Source.GUIDE,
      Moto.ABSENT),
  TAGS_OF_SEVERAL(
      "EC-226",
      "CreateTags tags each of up to 1,000 resources, groups and rules alike.",
      Source.MODEL,
      Moto.SAME),
  TAGS_ALL_OR_NOTHING(
      "EC-227",
      "When one of several resources is unknown, none of them is tagged.",
      Source.INFERRED,
      Moto.SAME),
  DESCRIBE_MISSING(
      "EC-228",
      "DescribeSecurityGroups for the id of an unknown group, without a filter, is refused with InvalidGroup.NotFound.",
      Source.MODEL,
      Moto.SAME);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  GroupRule(String id, String text, Source source, Moto moto) {
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
