package io.vpcmesh.cloud.simulated;

/** How asynchronous operations behave. */
public enum OperationRule implements Rule {
  SUBMITTED_THEN_PENDING(
      "CM-701",
      "An operation is SUBMITTED, then PENDING, before it is SUCCESS or FAIL.",
      Source.MODEL,
      Moto.DIFFERS),
  TARGETS_NAMESPACE(
      "CM-702",
      "The operation of a namespace names the namespace among its targets.",
      Source.MODEL,
      Moto.SAME),
  TARGETS_INSTANCE(
      "CM-703",
      "The operation of a registration names the instance and its service among its targets.",
      Source.MODEL,
      Moto.DIFFERS),
  FAILURE_EXPLAINED(
      "CM-704",
      "A failed operation carries an error code and a message.",
      Source.MODEL,
      Moto.ABSENT),
  MISSING(
      "CM-705",
      "Getting an unknown operation is refused with OperationNotFound.",
      Source.MODEL,
      Moto.SAME),
  RESULT_STAYS("CM-706", "A finished operation keeps its result.", Source.MODEL, Moto.SAME),
  FAILURE_CHANGES_NOTHING(
      "CM-707", "A failed operation leaves everything as it was.", Source.INFERRED, Moto.ABSENT);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  OperationRule(String id, String text, Source source, Moto moto) {
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
