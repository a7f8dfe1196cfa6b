package io.vpcmesh.e2e.logs;

import java.util.regex.Pattern;

/** The complaints that tests provoke. Whatever else an operator complains of is a fault. */
enum Expected {
  API_SERVER_AWAY(
      "tests freeze, cut off and kill the API server",
      "logger=ObservedLease msg=\"the lease cannot be (read|written)\" .*",
      "logger=OperatorProcess msg=\"the lease is lost: the process ends, .*",
      "logger=KubernetesOperator msg=\"cannot lead yet\" .*",
      "logger=Recorder msg=\".* cannot be (written|changed): .*"),

  LIST_WAS_EMPTY(
      "a test lets the API server answer a list with nothing, and never tell of it again",
      "logger=Watchdog msg=\"no event told of this resource: it was found by looking\" .*"),

  NOTHING_TO_WATCH(
      "tests start operators without an API server, without CRDs and with older ones",
      "logger=KubernetesOperator msg=\"waiting\" problem=\""
          + "(there is no CustomResourceDefinition|the CustomResourceDefinition|the API server) .*"),

  AWS_IN_TROUBLE(
      "a test lets AWS throttle, fail and refuse",
      "logger=(ServiceWrites|NamespaceWrites|NamespaceReads|NamespaceSearch|NetworkReads) msg=\".*"),

  CHANGE_WENT_BAD(
      "tests declare changes that cannot be, and have AWS refuse others",
      "logger=Recorder msg=\"revision [0-9]+: it (cannot be|is given up|was taken back).*\""
          + " reason=\"Deployment(Rejected|Tripped|RolledBack)\""),

  SOMEBODY_LAID_HANDS_ON_IT(
      "tests delete journals, restore others, and take resources away without their finalizers",
      "logger=Remains msg=\"its journal is lost; .*",
      "logger=JournalMaps msg=\"somebody deleted a journal: .*",
      "logger=Engine msg=\"it was taken away without its finalizer: .*"),

  KIND_TAKEN_AWAY(
      "a test takes the definition of SecurityGroupPolicies away while one is wanted",
      "logger=PodPolicies msg=\"SecurityGroupPolicy\" .*");

  private final String reason;
  private final Pattern pattern;

  Expected(String reason, String... patterns) {
    this.reason = reason;
    this.pattern = Pattern.compile("level=(WARN|ERROR) (" + String.join("|", patterns) + ")");
  }

  boolean matches(Complaint complaint) {
    return pattern.matcher(complaint.words()).matches();
  }

  @Override
  public String toString() {
    return name() + ": " + reason;
  }
}
