package io.vpcmesh.cloud.simulated;

/** How EC2 tells of managed prefix lists. */
public enum PrefixListRule implements Rule {
  FILTERED(
      "EC-401",
      "DescribeManagedPrefixLists with the filter prefix-list-id shows these lists and no others.",
      Source.MODEL,
      Moto.SAME),
  UNKNOWN_LEFT_OUT(
      "EC-402",
      "DescribeManagedPrefixLists with the filter prefix-list-id leaves out an unknown list, and refuses nothing.",
      Source.INFERRED,
      Moto.SAME),
  MAX_ENTRIES_SHOWN(
      "EC-403",
      "A prefix list of a customer shows its address family and how many entries it may have.",
      Source.MODEL,
      Moto.SAME),
  DESCRIBE_PAGED(
      "EC-404",
      "DescribeManagedPrefixLists returns at most 100 lists a page, and a token for the rest.",
      Source.MODEL,
      Moto.ABSENT),
  ENTRIES_NEED_LIST(
      "EC-405",
      "The entries of an unknown prefix list are refused with InvalidPrefixListID.NotFound.",
      Source.INFERRED,
      Moto.ABSENT),
  ENTRIES_PAGED(
      "EC-406",
      "GetManagedPrefixListEntries returns at most 100 entries a page, and a token for the rest.",
      Source.MODEL,
      Moto.ABSENT),
  READS_LAG(
      "EC-407",
      "What is read of a prefix list may be older than its last change.",
      Source.GUIDE,
      Moto.ABSENT);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  PrefixListRule(String id, String text, Source source, Moto moto) {
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
