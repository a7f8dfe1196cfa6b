package io.vpcmesh.runtime;

import com.google.common.base.CharMatcher;
import com.google.common.base.Throwables;
import io.vpcmesh.engine.HookAnswer;
import io.vpcmesh.engine.HookAnswer.Failed;
import io.vpcmesh.engine.HookAnswer.Passed;
import io.vpcmesh.engine.HookAnswer.Unreachable;
import io.vpcmesh.engine.HookCalls;
import io.vpcmesh.engine.HookOccasion;
import io.vpcmesh.model.GuardSeam;
import io.vpcmesh.model.Hook;
import io.vpcmesh.model.SafeText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks hooks by a POST of JSON. The status alone decides; of a body only the beginning is read, for
 * the message. Messages name the host of a hook and not its URL, which may hold a secret.
 */
public final class HookClient implements HookCalls, AutoCloseable {

  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int EXCERPT = 2_000;
  private static final int QUOTED = 200;
  private static final Duration PATIENCE_WITH_BODY = Duration.ofMillis(500);

  private final String userAgent;
  private final Resolver resolver;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  /** Finds the addresses of a name. */
  interface Resolver {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /** A client that says this of itself. */
  public HookClient(String userAgent) {
    this(userAgent, InetAddress::getAllByName);
  }

  @GuardSeam
  HookClient(String userAgent, Resolver resolver) {
    this.userAgent = userAgent;
    this.resolver = resolver;
  }

  /** All attempts together take no longer than the timeout, name resolution included. */
  @Override
  public HookAnswer ask(Hook hook, HookOccasion occasion) {
    Optional<HookAnswer> objection = objection(hook.url());
    if (objection.isPresent()) {
      return objection.orElseThrow();
    }
    FutureTask<HookAnswer> task = new FutureTask<>(() -> attempts(hook, occasion));
    Thread.ofVirtual().name("hook").start(task);
    try {
      return task.get(hook.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return new Unreachable(
          "%s did not answer within %s ms".formatted(host(hook), hook.timeout().toMillis()));
    } catch (ExecutionException bug) {
      throw bug.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("a call of a hook broke", bug);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Unreachable("this program stopped waiting for " + host(hook));
    } finally {
      task.cancel(true);
    }
  }

  private static Optional<HookAnswer> objection(URI url) {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    return http && url.getHost() != null
        ? Optional.empty()
        : Optional.of(new Failed("the URL of a hook is http://HOST/PATH or https://HOST/PATH"));
  }

  private HookAnswer attempts(Hook hook, HookOccasion occasion) throws InterruptedException {
    HookAnswer answer = attempt(hook, occasion);
    for (int i = 1; i < ATTEMPTS && answer instanceof Unreachable; i++) {
      Thread.sleep(PAUSE.multipliedBy(i));
      answer = attempt(hook, occasion);
    }
    return answer;
  }

  private HookAnswer attempt(Hook hook, HookOccasion occasion) throws InterruptedException {
    try {
      Optional<InetAddress> forbidden = forbidden(hook.url().getHost());
      if (forbidden.isPresent()) {
        return new Failed(
            "%s is at %s, where no hook may be"
                .formatted(host(hook), forbidden.orElseThrow().getHostAddress()));
      }
      return answer(hook, http.send(request(hook, occasion), HookClient::body));
    } catch (UnknownHostException unknown) {
      return new Unreachable("the name %s is not known".formatted(host(hook)));
    } catch (IOException silence) {
      return new Unreachable(
          "no answer from %s: %s"
              .formatted(host(hook), Throwables.getRootCause(silence).getClass().getSimpleName()));
    }
  }

  /**
   * Looked up just before the connection. The JDK remembers what it has found for some seconds, so
   * that the connection goes to an address that was seen here.
   */
  private Optional<InetAddress> forbidden(String host) throws UnknownHostException {
    return Arrays.stream(resolver.addresses(host)).filter(ForbiddenAddresses::include).findFirst();
  }

  private HttpRequest request(Hook hook, HookOccasion occasion) {
    return HttpRequest.newBuilder(hook.url())
        .header("Content-Type", "application/json")
        .header("User-Agent", userAgent)
        .POST(BodyPublishers.ofString(HookQuestion.json(hook, occasion)))
        .build();
  }

  private static BodySubscriber<String> body(ResponseInfo head) {
    return new Excerpt(isGood(head.statusCode()) ? 0 : EXCERPT, PATIENCE_WITH_BODY);
  }

  private static boolean isGood(int status) {
    return status >= 200 && status < 300;
  }

  /** What stands in front of a hook answers for it with some of the statuses. */
  private static HookAnswer answer(Hook hook, HttpResponse<String> response) {
    int status = response.statusCode();
    if (isGood(status)) {
      return new Passed();
    }
    String message =
        "%s answered %s%s".formatted(host(hook), status, quoted(status, response.body()));
    return switch (status) {
      case 429, 502, 503, 504 -> new Unreachable(message);
      default -> new Failed(message);
    };
  }

  private static String quoted(int status, String body) {
    if (status >= 300 && status < 400) {
      return ", and redirects are not followed";
    }
    String line = CharMatcher.whitespace().or(CharMatcher.javaIsoControl()).collapseFrom(body, ' ');
    String safe = SafeText.of(line.trim()).toString();
    return safe.isEmpty() ? "" : ": " + safe.substring(0, Math.min(QUOTED, safe.length()));
  }

  private static String host(Hook hook) {
    return SafeText.of(hook.url().getHost()).toString();
  }

  /** Calls under way end as if nobody had answered. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
