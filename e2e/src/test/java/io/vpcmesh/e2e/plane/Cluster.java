package io.vpcmesh.e2e.plane;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/** Gives tests one {@link ControlPlane} for the whole run, and says where its logs are. */
final class Cluster implements ParameterResolver, TestWatcher {

  private static final Namespace STORE = Namespace.create(Cluster.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    Class<?> type = parameter.getParameter().getType();
    return type == ControlPlane.class || type == Kubectl.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    ControlPlane plane = plane(test);
    return parameter.getParameter().getType() == Kubectl.class ? plane.kubectl() : plane;
  }

  @Override
  public void testFailed(ExtensionContext test, @Nullable Throwable cause) {
    System.err.println(test.getDisplayName() + " failed; " + plane(test).trouble());
  }

  private static ControlPlane plane(ExtensionContext test) {
    return test.getRoot()
        .getStore(STORE)
        .computeIfAbsent(ControlPlane.class, _ -> started(), ControlPlane.class);
  }

  private static ControlPlane started() {
    try {
      return ControlPlane.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
