package io.vpcmesh.cloud.simulated;

/** How services behave. */
public enum ServiceRule implements Rule {
  CREATED_AT_ONCE(
      "CM-201",
      "CreateService is synchronous: GetService finds the service at once.",
      Source.MODEL,
      Moto.SAME),
  NAMESPACE_REQUIRED(
      "CM-202",
      "A service in an unknown namespace is refused with NamespaceNotFound.",
      Source.MODEL,
      Moto.ABSENT),
  NAME_UNIQUE(
      "CM-203",
      "A second service of the same name in a namespace is refused with ServiceAlreadyExists, which names the first.",
      Source.MODEL,
      Moto.ABSENT),
  DNS_NAME_CASELESS(
      "CM-204",
      "In a DNS namespace, names of services with DNS that differ only by case are the same.",
      Source.MODEL,
      Moto.ABSENT),
  API_NAME_CASED(
      "CM-205",
      "In an HTTP namespace, names that differ by case are two services.",
      Source.MODEL,
      Moto.SAME),
  RETRY_HARMLESS(
      "CM-206",
      "A creation repeated with its CreatorRequestId answers with the first service.",
      Source.INFERRED,
      Moto.DIFFERS),
  RECORD_COMBINATIONS(
      "CM-207",
      "A service has records A, AAAA, A and AAAA, or SRV; any other combination is InvalidInput.",
      Source.MODEL,
      Moto.ABSENT),
  TTL_RANGE(
      "CM-208",
      "A TTL is 0 to 2147483647 seconds; anything else is InvalidInput.",
      Source.MODEL,
      Moto.ABSENT),
  NO_DNS_IN_HTTP_NAMESPACE(
      "CM-209",
      "A service in an HTTP namespace cannot have DNS records: InvalidInput.",
      Source.MODEL,
      Moto.ABSENT),
  NAME_PATTERN(
      "CM-210",
      "A service name is dot-separated labels of letters, digits, hyphens and underscores, at most 127 characters.",
      Source.MODEL,
      Moto.ABSENT),
  UPDATE_DROPS_OMITTED(
      "CM-211", "UpdateService deletes the records that it leaves out.", Source.MODEL, Moto.SAME),
  RECORD_TYPE_FIXED(
      "CM-212",
      "UpdateService cannot add or change the type of a record: InvalidInput.",
      Source.MODEL,
      Moto.ABSENT),
  NO_UPDATE_IN_HTTP_NAMESPACE(
      "CM-213",
      "A service in an HTTP namespace cannot be updated: InvalidInput.",
      Source.MODEL,
      Moto.ABSENT),
  UPDATED_LATER(
      "CM-214",
      "UpdateService only starts the update: the settings change when its operation succeeds.",
      Source.MODEL,
      Moto.DIFFERS),
  UPDATE_KEEPS_CUSTOM_HEALTH(
      "CM-215",
      "UpdateService leaves the custom health configuration as it is.",
      Source.MODEL,
      Moto.SAME),
  UPDATE_SETS_TTL(
      "CM-216", "UpdateService replaces TTLs and description.", Source.MODEL, Moto.SAME),
  UPDATE_IN_PROGRESS(
      "CM-217",
      "While a service is being updated, another update is refused with DuplicateRequest.",
      Source.MODEL,
      Moto.ABSENT),
  DELETE_NEEDS_EMPTY(
      "CM-218",
      "A service with instances cannot be deleted: ResourceInUse.",
      Source.MODEL,
      Moto.ABSENT),
  DELETE_WAITS_FOR_OPERATIONS(
      "CM-219",
      "A service with a registration under way cannot be deleted: ResourceInUse.",
      Source.INFERRED,
      Moto.ABSENT),
  DELETE_MISSING(
      "CM-220",
      "Deleting an unknown service is refused with ServiceNotFound.",
      Source.MODEL,
      Moto.DIFFERS),
  GET_MISSING(
      "CM-221",
      "Getting an unknown service is refused with ServiceNotFound.",
      Source.MODEL,
      Moto.SAME),
  LIST_BY_NAMESPACE(
      "CM-222",
      "ListServices returns only services of the asked namespace.",
      Source.MODEL,
      Moto.DIFFERS),
  LIST_WITHOUT_NAMESPACE(
      "CM-223", "A listed service does not say which namespace it is in.", Source.MODEL, Moto.SAME),
  LIST_COUNTS_INSTANCES(
      "CM-224", "A listed service tells how many instances it has.", Source.MODEL, Moto.ABSENT),
  LIST_PAGED(
      "CM-225",
      "ListServices returns at most 100 services a page, and a token for the rest.",
      Source.MODEL,
      Moto.ABSENT),
  LIST_LAGS(
      "CM-226",
      "A listing of services may be older than the last change.",
      Source.INFERRED,
      Moto.ABSENT),
  ROUTING_POLICY(
      "CM-227",
      "A service with DNS records answers MULTIVALUE, one without has no routing policy.",
      Source.MODEL,
      Moto.SAME),
  UPDATE_MISSING(
      "CM-228",
      "Updating an unknown service is refused with ServiceNotFound.",
      Source.MODEL,
      Moto.SAME);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  ServiceRule(String id, String text, Source source, Moto moto) {
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
