package io.vpcmesh.e2e.plane;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that nobody listens on; each is given once. */
final class FreePorts {

  /** Systems give ports from here on to outgoing connections, also while a server restarts. */
  private static final int FIRST_EPHEMERAL = 32768;

  private static final int FIRST = 12000;

  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** That many, each another. */
  static ImmutableList<Integer> take(int count) throws IOException {
    List<ServerSocket> held = new ArrayList<>();
    try {
      while (held.size() < count) {
        tryToHold(ThreadLocalRandom.current().nextInt(FIRST, FIRST_EPHEMERAL), held);
      }
      return held.stream().map(ServerSocket::getLocalPort).collect(ImmutableList.toImmutableList());
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
  }

  private static void tryToHold(int port, List<ServerSocket> held) {
    if (!GIVEN.add(port)) {
      return;
    }
    try {
      held.add(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (IOException _) {
      // Somebody else's; the next draw is another port.
    }
  }
}
