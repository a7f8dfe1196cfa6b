package io.vpcmesh.model;

import java.util.Optional;

/** What can go wrong with an AWS call, by what has to be done about it. */
public sealed interface AwsFailure {

  /** The call, AWS's error code and its message. */
  AwsError error();

  /** What the caller may do next. */
  Retry retry();

  /** What AWS said, without the credentials that it may have quoted, and to which call. */
  record AwsError(AwsAction action, String code, SafeText text) {

    public AwsError(AwsAction action, String code, String said) {
      this(action, code, SafeText.of(said));
    }

    public String message() {
      return text.toString();
    }

    @Override
    public String toString() {
      return action.awsName() + ": " + code + ": " + text;
    }
  }

  /** What may be done after a failure. */
  enum Retry {
    /** The same call, later: nothing is wrong with it. */
    LATER,
    /** Look first what is there: the call may have happened, or the view was old. */
    AFTER_READING_BACK,
    /** Only slowly: somebody has to change something. */
    SLOWLY
  }

  /** Too many requests. */
  record Throttled(AwsError error) implements AwsFailure {
    @Override
    public Retry retry() {
      return Retry.LATER;
    }
  }

  /** The credentials are wrong or may not do this. */
  record Denied(AwsError error) implements AwsFailure {
    @Override
    public Retry retry() {
      return Retry.SLOWLY;
    }
  }

  /** A quota of the account is used up. */
  record QuotaExceeded(AwsError error) implements AwsFailure {
    @Override
    public Retry retry() {
      return Retry.SLOWLY;
    }
  }

  /** AWS will never accept this request. */
  record Invalid(AwsError error) implements AwsFailure {
    @Override
    public Retry retry() {
      return Retry.SLOWLY;
    }
  }

  /**
   * Something of that name or request is there, in use, or under way.
   *
   * @param existingId the object or operation in the way, when AWS names it
   */
  record Conflict(AwsError error, Optional<String> existingId) implements AwsFailure {
    @Override
    public Retry retry() {
      return Retry.AFTER_READING_BACK;
    }
  }

  /** The object is not there. */
  record Missing(AwsError error) implements AwsFailure {
    @Override
    public Retry retry() {
      return Retry.AFTER_READING_BACK;
    }
  }

  /** AWS did not take the call: nothing happened. */
  record Unavailable(AwsError error) implements AwsFailure {
    @Override
    public Retry retry() {
      return Retry.LATER;
    }
  }

  /** No answer, or a server error: the call may have happened. */
  record Unknown(AwsError error) implements AwsFailure {
    @Override
    public Retry retry() {
      return Retry.AFTER_READING_BACK;
    }
  }
}
