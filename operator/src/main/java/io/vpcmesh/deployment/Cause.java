package io.vpcmesh.deployment;

import com.google.common.base.CaseFormat;
import java.util.Arrays;
import java.util.Optional;

/** Why a deployment was given up. */
public enum Cause {
  /** A person said so. */
  ABORTED,
  /** The running revision was declared again. */
  REVERTED,
  AWS_ACCESS_DENIED,
  AWS_QUOTA_EXCEEDED,
  /** AWS refuses a request for good. */
  AWS_INVALID_REQUEST,
  /** Something that is there, or a rule of the mesh, is against it. */
  CONFLICT,
  /** AWS took on changes and did not make them. */
  OPERATIONS_FAILED,
  /** Instances that were healthy are not any more. */
  INSTANCES_UNHEALTHY,
  ALARM_FIRED,
  HOOK_FAILED,
  PROGRESS_DEADLINE_EXCEEDED,
  /** The status of the deployment was lost. */
  STATE_LOST,
  /** A person wants the former revision back. */
  UNDONE;

  /** Whether the revision is not tried again before somebody asks for it. */
  public boolean blamesRevision() {
    return this != REVERTED;
  }

  /** As the API spells it: {@code AwsAccessDenied}. */
  public String spelled() {
    return CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, name());
  }

  /** What the API spells so. */
  public static Optional<Cause> spelled(String name) {
    return Arrays.stream(values()).filter(it -> it.spelled().equals(name)).findFirst();
  }
}
