package io.vpcmesh.cloud.aws;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test class a {@link MotoServer} that no other class uses meanwhile, empty at the start
 * of each test, or of each class whose tests share an instance. Where there is no Python to run it
 * the tests are skipped, but in CI they fail.
 */
public final class Moto implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

  private static final Namespace STORE = Namespace.create(Moto.class);

  @Override
  public void beforeAll(ExtensionContext tests) {
    if (shareAnInstance(tests)) {
      server(tests).reset();
    }
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    if (!shareAnInstance(test)) {
      server(test).reset();
    }
  }

  private static boolean shareAnInstance(ExtensionContext tests) {
    return tests.getTestInstanceLifecycle().equals(Optional.of(Lifecycle.PER_CLASS));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == MotoServer.class;
  }

  @Override
  public MotoServer resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return server(test);
  }

  private static MotoServer server(ExtensionContext test) {
    Servers servers =
        test.getRoot()
            .getStore(STORE)
            .computeIfAbsent(Servers.class, _ -> new Servers(), Servers.class);
    return classOf(test)
        .getStore(STORE)
        .computeIfAbsent(Loan.class, _ -> servers.lend(), Loan.class)
        .server();
  }

  private static ExtensionContext classOf(ExtensionContext test) {
    ExtensionContext context = test;
    while (context.getTestMethod().isPresent()) {
      context = context.getParent().orElseThrow();
    }
    return context;
  }

  /** What a class has until its end. */
  private record Loan(MotoServer server, Servers from) implements AutoCloseable {
    @Override
    public void close() {
      from.idle.add(server);
    }
  }

  /** As many as classes run at once. */
  private static final class Servers implements AutoCloseable {

    private final Queue<MotoServer> idle = new ConcurrentLinkedQueue<>();
    private volatile Optional<String> trouble = Optional.empty();

    Loan lend() {
      MotoServer server = idle.poll();
      return new Loan(server == null ? started() : server, this);
    }

    /** The first failure to start one is the last try. */
    private MotoServer started() {
      trouble.ifPresent(Servers::end);
      try {
        return MotoServer.start();
      } catch (IOException | UncheckedIOException e) {
        trouble = Optional.of("moto cannot run here: " + e.getMessage());
        return end(trouble.orElseThrow());
      }
    }

    private static MotoServer end(String why) {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(why);
      }
      return abort(why);
    }

    @Override
    public void close() {
      idle.forEach(MotoServer::close);
    }
  }
}
