package io.vpcmesh.e2e.plane;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Gives tests one {@link ControlPlane} for the whole run, or the one of their class, and says where
 * its logs are.
 */
final class Cluster implements ParameterResolver, TestWatcher {

  private static final Namespace STORE = Namespace.create(Cluster.class);
  private static final String SHARED = "shared";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == ControlPlane.class || type == Kubectl.class || type == Audits.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    if (type == Audits.class) {
      return new Audits(ImmutableList.copyOf(started(test).audits()));
    }
    return type == Kubectl.class ? plane(test).kubectl() : plane(test);
  }

  @Override
  public void testFailed(ExtensionContext test, @Nullable Throwable cause) {
    System.err.println(test.getDisplayName() + " failed; " + plane(test).trouble());
  }

  private static ControlPlane plane(ExtensionContext test) {
    Class<?> tests = test.getRequiredTestClass();
    boolean own = tests.isAnnotationPresent(OwnControlPlane.class);
    // A key of its own, since a class is also given what the root has under the same key.
    return own
        ? plane(classOf(test), tests, tests.getSimpleName())
        : plane(test.getRoot(), ControlPlane.class, SHARED);
  }

  private static ControlPlane plane(ExtensionContext owner, Class<?> key, String name) {
    return owner
        .getStore(STORE)
        .computeIfAbsent(key, _ -> started(owner).start(name), ControlPlane.class);
  }

  private static ExtensionContext classOf(ExtensionContext test) {
    ExtensionContext context = test;
    while (context.getTestMethod().isPresent()) {
      context = context.getParent().orElseThrow();
    }
    return context;
  }

  private static Started started(ExtensionContext test) {
    return test.getRoot()
        .getStore(STORE)
        .computeIfAbsent(
            Started.class, _ -> new Started(new ConcurrentLinkedQueue<>()), Started.class);
  }

  /**
   * What this run has started.
   *
   * @param audits of each control plane, also of those that have ended
   */
  private record Started(Queue<Audit> audits) {

    ControlPlane start(String name) {
      try {
        ControlPlane plane = ControlPlane.start(ControlPlane.FOLDER.resolve(name));
        audits.add(plane.audit());
        return plane;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
