package io.vpcmesh.telemetry;

import com.google.common.base.Ascii;
import io.vpcmesh.model.AwsFailure;

/** How a call to AWS ended. */
public enum CallOutcome {
  SUCCESS,
  THROTTLED,
  DENIED,
  QUOTA_EXCEEDED,
  INVALID,
  CONFLICT,
  MISSING,
  UNAVAILABLE,
  UNKNOWN,
  /** It threw what is no answer of AWS. */
  BUG;

  public static CallOutcome of(AwsFailure failure) {
    return switch (failure) {
      case AwsFailure.Throttled _ -> THROTTLED;
      case AwsFailure.Denied _ -> DENIED;
      case AwsFailure.QuotaExceeded _ -> QUOTA_EXCEEDED;
      case AwsFailure.Invalid _ -> INVALID;
      case AwsFailure.Conflict _ -> CONFLICT;
      case AwsFailure.Missing _ -> MISSING;
      case AwsFailure.Unavailable _ -> UNAVAILABLE;
      case AwsFailure.Unknown _ -> UNKNOWN;
    };
  }

  /** Whether AWS, or the way to it, said no. */
  boolean isFailure() {
    return this != SUCCESS && this != BUG;
  }

  String label() {
    return Ascii.toLowerCase(name());
  }
}
