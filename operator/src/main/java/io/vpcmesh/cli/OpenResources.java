package io.vpcmesh.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a daemon holds open. It is closed in the reverse order, each once, by whoever comes first.
 */
final class OpenResources implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OpenResources.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  synchronized void add(AutoCloseable resource) {
    open.push(resource);
  }

  @Override
  public void close() {
    for (Optional<AutoCloseable> next = next(); next.isPresent(); next = next()) {
      close(next.orElseThrow());
    }
  }

  private synchronized Optional<AutoCloseable> next() {
    return Optional.ofNullable(open.poll());
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception failure) {
      LOG.atWarn().addKeyValue("reason", failure.getMessage()).log("closing");
    }
  }
}
