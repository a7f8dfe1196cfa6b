package io.vpcmesh.cloud.simulated;

/** How the custom health of instances behaves. */
public enum HealthRule implements Rule {
  TAKES_EFFECT_LATER(
      "CM-501",
      "A custom health status takes effect about 30 seconds after it was sent.",
      Source.MODEL,
      Moto.DIFFERS),
  REPEAT_CHANGES_NOTHING(
      "CM-502",
      "Sending the same status again neither hastens nor delays it.",
      Source.MODEL,
      Moto.DIFFERS),
  OPPOSITE_CANCELS(
      "CM-503",
      "Sending the present status back within the 30 seconds cancels the change.",
      Source.MODEL,
      Moto.SAME),
  NEEDS_CUSTOM_HEALTH(
      "CM-504",
      "Health of a service without custom health is refused with CustomHealthNotFound.",
      Source.MODEL,
      Moto.ABSENT),
  NEEDS_INSTANCE(
      "CM-505",
      "Health of an unknown instance is refused with InstanceNotFound.",
      Source.MODEL,
      Moto.SAME),
  NEEDS_SERVICE(
      "CM-506",
      "Health of an unknown service is refused with ServiceNotFound.",
      Source.MODEL,
      Moto.SAME),
  INITIALLY_HEALTHY(
      "CM-507",
      "An instance of a service with custom health starts HEALTHY.",
      Source.MODEL,
      Moto.SAME),
  INITIAL_STATUS(
      "CM-508",
      "AWS_INIT_HEALTH_STATUS sets the status that an instance starts with.",
      Source.MODEL,
      Moto.DIFFERS),
  RESET_BY_REGISTRATION(
      "CM-509",
      "Registering an existing instance starts its health anew.",
      Source.INFERRED,
      Moto.DIFFERS),
  SHOWN_WITH_CUSTOM_HEALTH_ONLY(
      "CM-510",
      "DiscoverInstances shows health only for services that keep it.",
      Source.MODEL,
      Moto.DIFFERS);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  HealthRule(String id, String text, Source source, Moto moto) {
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
