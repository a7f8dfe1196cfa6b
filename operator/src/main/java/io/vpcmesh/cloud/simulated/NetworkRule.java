package io.vpcmesh.cloud.simulated;

/** How EC2 tells of networks. */
public enum NetworkRule implements Rule {
  UNKNOWN_LEFT_OUT(
      "EC-101",
      "DescribeVpcs with the filter vpc-id leaves out a VPC that the account does not have in the Region, and refuses nothing.",
      Source.MODEL,
      Moto.SAME);

  private final String id;
  private final String text;
  private final Source source;
  private final Moto moto;

  NetworkRule(String id, String text, Source source, Moto moto) {
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
