package io.vpcmesh.cloud.aws;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.model.AwsFailure.Denied;
import io.vpcmesh.model.AwsFailure.Unavailable;
import io.vpcmesh.model.AwsFailure.Unknown;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** The meaning of no answer, or of none that can be read: did the request reach AWS? */
final class Silences {

  /** Thrown before the first byte of a request is sent. */
  private static final ImmutableSet<Class<? extends Throwable>> BEFORE_THE_REQUEST =
      ImmutableSet.of(
          ConnectException.class,
          NoRouteToHostException.class,
          SSLHandshakeException.class,
          SSLPeerUnverifiedException.class,
          UnknownHostException.class);

  private Silences() {}

  static AwsFailure of(AwsAction action, String server, SdkException e) {
    return switch (e) {
      case MissingCredentialsException none ->
          new Denied(new AwsError(action, "NoCredentials", none.wayOut()));
      case NotAssumedException none -> none.failure();
      case ApiCallTimeoutException _ -> late(action, server);
      case ApiCallAttemptTimeoutException _ -> late(action, server);
      case AbortedException _ -> interrupted(action);
      default -> ofCause(action, server, e);
    };
  }

  static AwsFailure late(AwsAction action, String server) {
    return new Unknown(new AwsError(action, "Timeout", server + " did not answer in time"));
  }

  static AwsFailure interrupted(AwsAction action) {
    return new Unknown(new AwsError(action, "Interrupted", "this program stopped waiting"));
  }

  private static AwsFailure ofCause(AwsAction action, String server, SdkException e) {
    Optional<Throwable> unsent =
        Throwables.getCausalChain(e).stream().filter(Silences::beforeTheRequest).findFirst();
    return unsent
        .<AwsFailure>map(cause ->
            new Unavailable(
                new AwsError(
                    action,
                    "Unreachable",
                    "%s cannot be reached: %s; check the network, the Region and the endpoint URL"
                        .formatted(server, brief(cause)))))
        .orElseGet(() ->
            new Unknown(
                new AwsError(
                    action,
                    "NoAnswer",
                    "no usable answer from " + server + ": " + brief(Throwables.getRootCause(e)))));
  }

  /** The JDK tells a timeout of connecting from one of reading by its message alone. */
  private static boolean beforeTheRequest(Throwable cause) {
    return BEFORE_THE_REQUEST.stream().anyMatch(type -> type.isInstance(cause))
        || (cause instanceof SocketTimeoutException
            && "Connect timed out".equals(cause.getMessage()));
  }

  private static String brief(Throwable e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
