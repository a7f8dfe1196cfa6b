package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is said of an API server that does not give us the lease: a line, and not for each try. */
class LeaseTroubleTest {

  private static final ZonedDateTime NOW =
      ZonedDateTime.of(2026, 11, 1, 8, 0, 0, 0, ZoneOffset.UTC);
  private final KubernetesClientException away =
      new KubernetesClientException("get failed", new IOException("Connection refused"));

  private final KubernetesClient client = mock();
  private final Lock stored = mock();
  private final ObservedLease lease =
      new ObservedLease(stored, new Fence(Duration.ofSeconds(10), () -> 0), () -> NOW);
  private final Logger logger = (Logger) LoggerFactory.getLogger(ObservedLease.class);
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @BeforeEach
  void listen() {
    when(stored.identity()).thenReturn("me");
    said.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(said);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(said);
    logger.setLevel(null);
  }

  @Test
  void anOutageIsToldOnceWithItsCause() {
    doThrow(away).when(stored).get(client);

    fails(() -> lease.get(client));
    fails(() -> lease.get(client));

    assertThat(lines())
        .containsExactly(
            "WARN the lease cannot be read"
                + " [me=\"me\", reason=\"java.io.IOException: Connection refused\"]");
  }

  @Test
  void itsEndIsToldToo() {
    doThrow(away).doReturn(null).when(stored).get(client);

    fails(() -> lease.get(client));
    lease.get(client);
    lease.get(client);

    assertThat(lines()).last().isEqualTo("INFO the lease is in reach again [me=\"me\"]");
    assertThat(lines()).hasSize(2);
  }

  @Test
  void anotherReplicaThatWasFasterIsNoTrouble() {
    LeaderElectionRecord mine = new LeaderElectionRecord("me", Duration.ofSeconds(15), NOW, NOW, 0);
    doThrow(new KubernetesClientException("the object has been modified", 409, null))
        .when(stored)
        .update(client, mine);
    doReturn(null).when(stored).get(client);

    fails(() -> lease.update(client, mine));

    assertThat(lines()).isEmpty();
  }

  private static void fails(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(KubernetesClientException.class);
  }

  private List<String> lines() {
    return said.list.stream()
        .map(event ->
            event.getLevel() + " " + event.getFormattedMessage() + " " + event.getKeyValuePairs())
        .toList();
  }
}
