package io.vpcmesh.cloud.simulated;

/** How instances are registered, read and deregistered. */
public enum InstanceRule implements Rule {
  REGISTERED_LATER(
      "CM-301",
      "RegisterInstance only starts the registration: the instance is there once its operation has succeeded.",
      Source.MODEL,
      Moto.DIFFERS),
  UPSERT_REPLACES(
      "CM-302",
      "Registering an existing instance replaces all its attributes.",
      Source.MODEL,
      Moto.DIFFERS),
  ONE_OPERATION_EACH(
      "CM-303",
      "While an instance is being registered or deregistered, another request for it is refused with DuplicateRequest, which names the operation.",
      Source.MODEL,
      Moto.ABSENT),
  INSTANCES_INDEPENDENT(
      "CM-304",
      "Operations on different instances of a service run side by side.",
      Source.MODEL,
      Moto.SAME),
  RETRY_HARMLESS(
      "CM-305",
      "A finished registration repeated with its CreatorRequestId answers with the first operation and changes nothing.",
      Source.INFERRED,
      Moto.ABSENT),
  REQUEST_ID_PER_SERVICE(
      "CM-306",
      "A CreatorRequestId that registered one instance of a service does not register another.",
      Source.INFERRED,
      Moto.ABSENT),
  ID_PATTERN(
      "CM-307", "An instance id holds letters, digits and _/:.@- only.", Source.MODEL, Moto.ABSENT),
  SERVICE_REQUIRED(
      "CM-308",
      "Registering in an unknown service is refused with ServiceNotFound.",
      Source.MODEL,
      Moto.SAME),
  SERVICE_QUOTA(
      "CM-309",
      "A service holds at most 1,000 instances; one more is refused with ResourceLimitExceeded.",
      Source.GUIDE,
      Moto.ABSENT),
  NAMESPACE_QUOTA(
      "CM-310",
      "A namespace has a quota of instances (2,000); one more is refused with ResourceLimitExceeded.",
      Source.GUIDE,
      Moto.ABSENT),
  QUOTA_AT_COMPLETION(
      "CM-311",
      "A registration that was accepted fails later when others have used up the quota.",
      Source.INFERRED,
      Moto.ABSENT),
  UPDATE_IS_NO_GROWTH(
      "CM-312",
      "Registering an existing instance works at a full quota.",
      Source.INFERRED,
      Moto.ABSENT),
  DEREGISTERED_LATER(
      "CM-313",
      "DeregisterInstance only starts the removal: the instance is there until its operation has succeeded.",
      Source.MODEL,
      Moto.DIFFERS),
  DEREGISTER_MISSING(
      "CM-314",
      "Deregistering an unknown instance is refused with InstanceNotFound.",
      Source.MODEL,
      Moto.SAME),
  DEREGISTER_NEEDS_SERVICE(
      "CM-315",
      "Deregistering from an unknown service is refused with ServiceNotFound.",
      Source.MODEL,
      Moto.SAME),
  GET_MISSING(
      "CM-316",
      "Getting an unknown instance is refused with InstanceNotFound.",
      Source.MODEL,
      Moto.SAME),
  GET_NEEDS_SERVICE(
      "CM-317",
      "Getting an instance of an unknown service is refused with ServiceNotFound.",
      Source.MODEL,
      Moto.SAME),
  GET_LAGS(
      "CM-318",
      "GetInstance may answer InstanceNotFound for a moment after a registration has succeeded.",
      Source.MODEL,
      Moto.ABSENT),
  LIST_PAGED(
      "CM-319",
      "ListInstances returns at most 100 instances a page, and a token for the rest.",
      Source.MODEL,
      Moto.SAME),
  LIST_NEEDS_SERVICE(
      "CM-320",
      "Listing the instances of an unknown service is refused with ServiceNotFound.",
      Source.MODEL,
      Moto.SAME),
  LIST_LAGS(
      "CM-321",
      "A listing of instances may be older than the last change.",
      Source.INFERRED,
      Moto.ABSENT),
  ATTRIBUTES_KEPT(
      "CM-322",
      "An instance shows exactly the attributes that it was registered with.",
      Source.MODEL,
      Moto.SAME);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  InstanceRule(String id, String text, Source source, Moto moto) {
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
