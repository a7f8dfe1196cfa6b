package io.vpcmesh.cloud.simulated;

/** How requests of an account are counted, refused and answered. */
public enum RequestRule implements Rule {
  CONTROL_PLANE_THROTTLED(
      "CM-901",
      "Calls above the rate of their action are refused with ThrottlingException.",
      Source.GUIDE,
      Moto.ABSENT),
  DISCOVERY_THROTTLED(
      "CM-902",
      "DiscoverInstances above its rate is refused with RequestLimitExceeded.",
      Source.MODEL,
      Moto.ABSENT),
  TOKENS_REFILL(
      "CM-903",
      "A refused caller may go on as soon as tokens have been refilled.",
      Source.GUIDE,
      Moto.ABSENT),
  ACTIONS_SEPARATE(
      "CM-904", "Every action has a token bucket of its own.", Source.INFERRED, Moto.ABSENT),
  CLIENTS_SHARE(
      "CM-905", "All clients of an account share its token buckets.", Source.GUIDE, Moto.ABSENT),
  REFUSED_CALL_HAS_NO_EFFECT(
      "CM-906", "A throttled call changes nothing.", Source.MODEL, Moto.ABSENT),
  ACCOUNT_SHOWN(
      "CM-907",
      "GetCallerIdentity tells the twelve digits of the account.",
      Source.MODEL,
      Moto.SAME),
  CREATOR_REQUEST_ID_LENGTH(
      "CM-908",
      "A CreatorRequestId has at most 64 characters: else InvalidInput.",
      Source.MODEL,
      Moto.ABSENT),
  DESCRIPTION_LENGTH(
      "CM-909",
      "A description has at most 1,024 characters: else InvalidInput.",
      Source.MODEL,
      Moto.ABSENT);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  RequestRule(String id, String text, Source source, Moto moto) {
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
