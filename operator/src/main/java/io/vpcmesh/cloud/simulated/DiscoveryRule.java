package io.vpcmesh.cloud.simulated;

/** How DiscoverInstances behaves. */
public enum DiscoveryRule implements Rule {
  BY_HTTP_NAME(
      "CM-601",
      "DiscoverInstances knows a namespace by its HttpName, not its name.",
      Source.MODEL,
      Moto.DIFFERS),
  NAMESPACE_REQUIRED(
      "CM-602",
      "Discovering in an unknown namespace is refused with NamespaceNotFound.",
      Source.MODEL,
      Moto.SAME),
  SERVICE_REQUIRED(
      "CM-603",
      "Discovering an unknown service is refused with ServiceNotFound.",
      Source.MODEL,
      Moto.SAME),
  AT_MOST_1000(
      "CM-604",
      "DiscoverInstances returns at most 1,000 instances and has no pages.",
      Source.MODEL,
      Moto.ABSENT),
  RANDOM_ORDER(
      "CM-605", "DiscoverInstances returns instances in random order.", Source.MODEL, Moto.DIFFERS),
  LAGS(
      "CM-606",
      "DiscoverInstances may be older than the last change.",
      Source.INFERRED,
      Moto.ABSENT),
  UNHEALTHY_INCLUDED(
      "CM-607",
      "Asked for any health, DiscoverInstances returns unhealthy instances too.",
      Source.MODEL,
      Moto.SAME),
  WORKS_FOR_DNS_NAMESPACES(
      "CM-608", "DiscoverInstances works for DNS namespaces as well.", Source.MODEL, Moto.SAME),
  ATTRIBUTES_SHOWN(
      "CM-609", "A discovered instance shows its attributes.", Source.MODEL, Moto.SAME);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  DiscoveryRule(String id, String text, Source source, Moto moto) {
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
