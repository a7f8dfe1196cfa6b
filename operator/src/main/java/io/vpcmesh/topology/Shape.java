package io.vpcmesh.topology;

import io.vpcmesh.model.RoleArn;
import java.util.regex.Pattern;

/** How the texts of a spec must look; the schema says the same. */
enum Shape {
  SERVICE_NAME("[a-z0-9]([-a-z0-9]*[a-z0-9])?", 63, "a DNS label such as orders"),
  PORT_NAME("[a-z0-9]([-a-z0-9]*[a-z0-9])?", 15, "a DNS label such as http"),
  RESOURCE_NAME("[a-z0-9]([-.a-z0-9]*[a-z0-9])?", 253, "the name of a resource such as shop"),
  NAMESPACE("[a-z0-9]([-a-z0-9]*[a-z0-9])?", 63, "the name of a Kubernetes namespace"),
  REGION("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}", 32, "an AWS region such as eu-west-1"),
  ACCOUNT("[0-9]{12}", 12, "an account id of twelve digits, in quotes"),
  ROLE(RoleArn.PATTERN, RoleArn.MAX_LENGTH, "the ARN of an IAM role such as " + RoleArn.EXAMPLE),
  VPC("vpc-[0-9a-f]{1,17}", 21, "the id of a VPC such as vpc-0a1b2c3d"),
  SECURITY_GROUP(
      "sg-[0-9a-f]{8,17}", 20, "the id of a security group such as sg-0a1b2c3d4e5f60718"),
  PREFIX_LIST("pl-[0-9a-f]{8,17}", 20, "the id of a prefix list such as pl-0a1b2c3d4e5f60718"),
  DOMAIN(
      "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*",
      253,
      "a domain name in lower case such as shop.internal"),
  HTTP_NAMESPACE("[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?", 253, "a name such as shop.internal"),
  ZONE("[a-z0-9]([-a-z0-9]*[a-z0-9])?", 32, "an Availability Zone such as euw1-az1"),
  LABEL_KEY("[A-Za-z0-9]([-A-Za-z0-9_./]*[A-Za-z0-9])?", 317, "the key of a label"),
  LABEL_VALUE("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", 63, "the value of a label"),
  ATTRIBUTE_KEY("[!-~]+", 255, "printable ASCII without spaces"),
  ATTRIBUTE_VALUE("([!-~]([ \\t!-~]*[!-~])?)?", 1024, "printable ASCII, no space at either end"),
  TAG_KEY("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+", 128, "letters, digits, spaces and _.:/=+-@"),
  TAG_VALUE("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*", 256, "letters, digits, spaces and _.:/=+-@"),
  ALARM("[^\\p{Cntrl}]+", 255, "the name of a CloudWatch alarm"),
  HOOK_NAME("[a-z0-9]([-a-z0-9]*[a-z0-9])?", 63, "a DNS label such as gate"),
  HOOK_URL(
      "https?://[-.:A-Za-z0-9\\[\\]]+([/?][!-~]*)?",
      2048,
      "a URL such as https://gate.example.com/vpcmesh"),
  DURATION("([0-9]{1,5}(h|m|s|ms)){1,4}", 28, "a duration such as 10s or 1m30s");

  private final Pattern pattern;
  private final int longest;
  private final String example;

  Shape(String pattern, int longest, String example) {
    this.pattern = Pattern.compile(pattern);
    this.longest = longest;
    this.example = example;
  }

  boolean fits(String value) {
    return value.length() <= longest && pattern.matcher(value).matches();
  }

  /** What to write, for a person. */
  String description() {
    return example + ", at most " + longest + " characters";
  }
}
