package io.vpcmesh.cloud.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.model.AwsFailure.Conflict;
import io.vpcmesh.model.AwsFailure.Denied;
import io.vpcmesh.model.AwsFailure.Invalid;
import io.vpcmesh.model.AwsFailure.Missing;
import io.vpcmesh.model.AwsFailure.QuotaExceeded;
import io.vpcmesh.model.AwsFailure.Throttled;
import io.vpcmesh.model.AwsFailure.Unavailable;
import io.vpcmesh.model.AwsFailure.Unknown;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RefusalsTest {

  private static final ImmutableMap<String, Class<? extends AwsFailure>> BY_CODE =
      ImmutableMap.<String, Class<? extends AwsFailure>>builder()
          .put("AccessDenied", Denied.class)
          .put("AccessDeniedException", Denied.class)
          .put("ConflictingDomainExists", Conflict.class)
          .put("CustomHealthNotFound", Invalid.class)
          .put("DependencyViolation", Conflict.class)
          .put("DuplicateRequest", Conflict.class)
          .put("ExpiredToken", Denied.class)
          .put("ExpiredTokenException", Denied.class)
          .put("InstanceNotFound", Missing.class)
          .put("InvalidClientTokenId", Denied.class)
          .put("InvalidGroup.Duplicate", Conflict.class)
          .put("InvalidGroup.InUse", Conflict.class)
          .put("InvalidGroup.NotFound", Missing.class)
          .put("InvalidInput", Invalid.class)
          .put("InvalidParameterValue", Invalid.class)
          .put("InvalidPermission.Duplicate", Conflict.class)
          .put("InvalidPermission.NotFound", Missing.class)
          .put("InvalidPrefixListID.NotFound", Missing.class)
          .put("InvalidSecurityGroupRuleId.NotFound", Missing.class)
          .put("InvalidVpcID.NotFound", Missing.class)
          .put("NamespaceAlreadyExists", Conflict.class)
          .put("NamespaceNotFound", Missing.class)
          .put("OperationNotFound", Missing.class)
          .put("RequestLimitExceeded", Throttled.class)
          .put("RequestTimeout", Unknown.class)
          .put("ResourceInUse", Conflict.class)
          .put("ResourceLimitExceeded", QuotaExceeded.class)
          .put("ResourceNotFoundException", Missing.class)
          .put("RulesPerSecurityGroupLimitExceeded", QuotaExceeded.class)
          .put("SecurityGroupLimitExceeded", QuotaExceeded.class)
          .put("ServiceAlreadyExists", Conflict.class)
          .put("ServiceNotFound", Missing.class)
          .put("SignatureDoesNotMatch", Denied.class)
          .put("TagLimitExceeded", QuotaExceeded.class)
          .put("Throttling", Throttled.class)
          .put("ThrottlingException", Throttled.class)
          .put("TooManyRequestsException", Throttled.class)
          .put("TooManyTagsException", QuotaExceeded.class)
          .put("UnauthorizedOperation", Denied.class)
          .put("UnknownOperationException", Invalid.class)
          .put("UnrecognizedClientException", Denied.class)
          .put("ValidationException", Invalid.class)
          .buildOrThrow();

  private static final ImmutableMap<Integer, Class<? extends AwsFailure>> BY_STATUS =
      ImmutableMap.<Integer, Class<? extends AwsFailure>>builder()
          .put(301, Invalid.class)
          .put(400, Invalid.class)
          .put(401, Denied.class)
          .put(403, Denied.class)
          .put(404, Invalid.class)
          .put(408, Unknown.class)
          .put(413, Invalid.class)
          .put(429, Throttled.class)
          .put(500, Unknown.class)
          .put(502, Unknown.class)
          .put(503, Unavailable.class)
          .put(504, Unknown.class)
          .buildOrThrow();

  @TestFactory
  Stream<DynamicTest> codesOfAws() {
    return BY_CODE.entrySet().stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.getKey(),
                () -> assertThat(meaning(row.getKey(), 400)).isInstanceOf(row.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> statusOfHttpWhereTheCodeIsUnknown() {
    return BY_STATUS.entrySet().stream()
        .map(row ->
            DynamicTest.dynamicTest(
                "HTTP " + row.getKey(),
                () -> assertThat(meaning("Odd", row.getKey())).isInstanceOf(row.getValue())));
  }

  @Test
  void theCodeCountsMoreThanTheStatus() {
    assertThat(meaning("SlowDown", 503)).isInstanceOf(Throttled.class);
  }

  private static AwsFailure meaning(String code, int status) {
    return Refusals.of(
        new AwsError(AwsAction.GET_SERVICE, code, "because"), status, Optional.empty());
  }
}
