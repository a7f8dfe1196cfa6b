package io.vpcmesh.e2e.plane;

import com.sun.net.httpserver.Headers;

/** How a service of AWS words an error. */
enum Dialect {
  /** Cloud Map. */
  JSON("application/x-amz-json-1.1", "{\"__type\": \"%s\", \"Message\": \"on purpose\"}"),
  /** STS. */
  QUERY(
      "text/xml",
      "<ErrorResponse><Error><Code>%s</Code><Message>on purpose</Message></Error></ErrorResponse>"),
  /** EC2. */
  EC2(
      "text/xml",
      "<Response><Errors><Error><Code>%s</Code><Message>on purpose</Message></Error></Errors></Response>");

  private final String type;
  private final String error;

  Dialect(String type, String error) {
    this.type = type;
    this.error = error;
  }

  /** That of the service which the request is signed for. */
  static Dialect of(Headers request) {
    if (request.containsKey("X-Amz-Target")) {
      return JSON;
    }
    return request.getFirst("Authorization").contains("/ec2/") ? EC2 : QUERY;
  }

  String type() {
    return type;
  }

  String error(String code) {
    return error.formatted(code);
  }
}
