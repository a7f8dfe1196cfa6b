package io.vpcmesh.cloud.aws;

import software.amazon.awssdk.core.exception.SdkClientException;

/** There is nothing to sign a request with; no request was made. */
final class MissingCredentialsException extends SdkClientException {

  private static final long serialVersionUID = 1L;

  private static final String WAY_OUT =
      "there are no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
          + " AWS_PROFILE, or give this task, pod or machine an IAM role";

  MissingCredentialsException(SdkClientException cause) {
    super(SdkClientException.builder().message(WAY_OUT).cause(cause));
  }

  String wayOut() {
    return WAY_OUT;
  }
}
