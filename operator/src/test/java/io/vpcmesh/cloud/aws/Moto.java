package io.vpcmesh.cloud.aws;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one {@link MotoServer} for the whole run, empty at the start of each test, or of each
 * class whose tests share an instance. Where there is no Python to run it the tests are skipped,
 * but in CI they fail.
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
    Store store = test.getRoot().getStore(STORE);
    return switch (store.computeIfAbsent(Moto.class, _ -> Started.now(), Started.class)) {
      case Running running -> running.server();
      case Absent absent -> absent.end();
    };
  }

  /** The outcome of the only try to start it. */
  private sealed interface Started {
    static Started now() {
      try {
        return new Running(MotoServer.start());
      } catch (IOException | UncheckedIOException e) {
        return new Absent("moto cannot run here: " + e.getMessage());
      }
    }
  }

  private record Running(MotoServer server) implements Started, AutoCloseable {
    @Override
    public void close() {
      server.close();
    }
  }

  private record Absent(String why) implements Started {
    MotoServer end() {
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(why);
      }
      return abort(why);
    }
  }
}
