package io.vpcmesh.cloud.simulated;

/** How tags behave. */
public enum TagRule implements Rule {
  SET_ON_CREATION(
      "CM-801", "Tags given on creation are on the object at once.", Source.MODEL, Moto.SAME),
  MERGED(
      "CM-802",
      "TagResource adds tags, replaces those of the same key and keeps the others.",
      Source.MODEL,
      Moto.SAME),
  MISSING_RESOURCE(
      "CM-803",
      "Tags of an unknown ARN are refused with ResourceNotFoundException.",
      Source.MODEL,
      Moto.ABSENT),
  AT_MOST_50(
      "CM-804",
      "An object has at most 50 tags; one more is refused with TooManyTagsException.",
      Source.MODEL,
      Moto.ABSENT),
  AWS_PREFIX_RESERVED(
      "CM-805",
      "Tag keys that start with aws: are refused with InvalidInput.",
      Source.INFERRED,
      Moto.ABSENT),
  LENGTHS(
      "CM-806",
      "A tag key has 1 to 128 characters and a value at most 256.",
      Source.MODEL,
      Moto.ABSENT),
  GONE_WITH_OBJECT(
      "CM-807", "The tags of a deleted object are gone.", Source.INFERRED, Moto.DIFFERS);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  TagRule(String id, String text, Source source, Moto moto) {
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
