package io.vpcmesh.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** S34: planted secrets show in no log line, whatever its level, and in nothing that is written. */
final class SecretInvariant extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  final List<Violation> violations = new ArrayList<>();
  private final Logger log = (Logger) LoggerFactory.getLogger("io.vpcmesh");
  private final ImmutableList<String> planted;
  private int seen;

  private SecretInvariant(ImmutableList<String> planted) {
    this.planted = planted;
  }

  /** Watches the log and all that the next engine of this world writes. */
  static SecretInvariant watch(TestWorld world, String... planted) {
    SecretInvariant invariant = new SecretInvariant(ImmutableList.copyOf(planted));
    world.storeWrapper = store -> new DyingStore(store, () -> {}, invariant::written);
    invariant.start();
    invariant.log.setLevel(Level.TRACE);
    invariant.log.setAdditive(false);
    invariant.log.addAppender(invariant);
    return invariant;
  }

  /** How many lines and documents were looked at. */
  int seen() {
    return seen;
  }

  @Override
  protected void append(ILoggingEvent event) {
    look(
        "log",
        event.getFormattedMessage()
            + event.getKeyValuePairs()
            + (event.getThrowableProxy() == null
                ? ""
                : ThrowableProxyUtil.asString(event.getThrowableProxy())));
  }

  @Override
  public void close() {
    log.detachAppender(this);
    log.setAdditive(true);
    log.setLevel(null);
    stop();
  }

  private void written(Object document) {
    look(document.getClass().getSimpleName(), document.toString());
  }

  private void look(String where, String text) {
    seen++;
    planted.stream()
        .filter(text::contains)
        .map(secret -> new Violation("S34", where + " tells " + secret + ": " + text))
        .forEach(violations::add);
  }
}
