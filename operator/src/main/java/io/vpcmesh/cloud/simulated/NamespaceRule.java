package io.vpcmesh.cloud.simulated;

/** How namespaces behave. */
public enum NamespaceRule implements Rule {
  CREATED_LATER(
      "CM-101",
      "CreateNamespace only starts the creation: the namespace exists once its operation has succeeded.",
      Source.MODEL,
      Moto.DIFFERS),
  NAME_UNIQUE(
      "CM-102",
      "A second HTTP namespace of the same name is refused with NamespaceAlreadyExists, which names the first.",
      Source.MODEL,
      Moto.ABSENT),
  CREATION_IN_PROGRESS(
      "CM-103",
      "While a namespace is being created, another creation of the same name is refused with DuplicateRequest, which names the operation.",
      Source.SEEN,
      Moto.ABSENT),
  ZONE_CONFLICT(
      "CM-104",
      "The creation of a private DNS namespace fails later, with CANNOT_CREATE_HOSTED_ZONE, when its VPC has a namespace of that name.",
      Source.SEEN,
      Moto.DIFFERS),
  HTTP_NAME_HASHED(
      "CM-105",
      "A namespace that reuses a name gets an HttpName with a generated suffix.",
      Source.MODEL,
      Moto.ABSENT),
  RETRY_HARMLESS(
      "CM-106",
      "A creation repeated with its CreatorRequestId makes no second namespace: NamespaceAlreadyExists names the first.",
      Source.MODEL,
      Moto.DIFFERS),
  QUOTA(
      "CM-107",
      "An account has a quota of namespaces per Region (50); one more is refused with ResourceLimitExceeded.",
      Source.GUIDE,
      Moto.ABSENT),
  DELETE_NEEDS_EMPTY(
      "CM-108",
      "A namespace with services cannot be deleted: ResourceInUse.",
      Source.MODEL,
      Moto.ABSENT),
  DELETED_LATER(
      "CM-109",
      "DeleteNamespace only starts the deletion: the namespace is there until its operation has succeeded.",
      Source.MODEL,
      Moto.DIFFERS),
  DELETE_MISSING(
      "CM-110",
      "Deleting an unknown namespace is refused with NamespaceNotFound.",
      Source.MODEL,
      Moto.SAME),
  GET_MISSING(
      "CM-111",
      "Getting an unknown namespace is refused with NamespaceNotFound.",
      Source.MODEL,
      Moto.SAME),
  VPC_REQUIRED(
      "CM-112",
      "A private DNS namespace needs a VPC: without one, InvalidInput.",
      Source.MODEL,
      Moto.ABSENT),
  NAME_PATTERN(
      "CM-113",
      "A namespace name holds printable ASCII without spaces and is no ARN; that of a DNS namespace has at most 253 characters.",
      Source.MODEL,
      Moto.ABSENT),
  HOSTED_ZONE(
      "CM-114",
      "A private DNS namespace gets a Route 53 hosted zone, an HTTP namespace does not.",
      Source.MODEL,
      Moto.SAME),
  LIST_FILTERED(
      "CM-115",
      "ListNamespaces returns only namespaces of the asked type and name.",
      Source.MODEL,
      Moto.DIFFERS),
  FILTER_AFTER_PAGING(
      "CM-116",
      "ListNamespaces filters after it has cut pages, so that an empty page may have a successor.",
      Source.MODEL,
      Moto.ABSENT),
  LIST_LAGS(
      "CM-117",
      "A listing of namespaces may be older than the last change.",
      Source.INFERRED,
      Moto.ABSENT);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  NamespaceRule(String id, String text, Source source, Moto moto) {
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
