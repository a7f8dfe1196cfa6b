package io.vpcmesh.cloud.simulated;

/** How CloudWatch tells of alarms. */
public enum AlarmRule implements Rule {
  FILTERED(
      "CW-101",
      "DescribeAlarms with AlarmNames shows these alarms and no others.",
      Source.MODEL,
      Moto.SAME),
  UNKNOWN_LEFT_OUT(
      "CW-102",
      "DescribeAlarms leaves out a name that no alarm has, and refuses nothing.",
      Source.INFERRED,
      Moto.SAME),
  STATE_SHOWN(
      "CW-103",
      "An alarm shows its state: OK, ALARM or INSUFFICIENT_DATA.",
      Source.MODEL,
      Moto.SAME),
  COMPOSITE_SHOWN(
      "CW-104",
      "DescribeAlarms that asks for both types shows composite alarms beside those of metrics.",
      Source.MODEL,
      Moto.ABSENT),
  READS_LAG(
      "CW-105",
      "What is read of an alarm may be older than its last change.",
      Source.INFERRED,
      Moto.ABSENT),
  THROTTLED(
      "CW-106",
      "DescribeAlarms above its rate, 9 calls a second, is refused with Throttling.",
      Source.GUIDE,
      Moto.ABSENT);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  AlarmRule(String id, String text, Source source, Moto moto) {
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
