package io.vpcmesh.e2e.plane;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way to a server that can be shut for those who take it, while others still reach the server. A
 * shut gate keeps connections open, takes new ones, and lets no byte through in either direction.
 */
public final class Gate implements AutoCloseable {

  private static final int BUFFER = 8192;

  private final URI server;
  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private boolean shut;

  private Gate(URI server, ServerSocket entrance) {
    this.server = server;
    this.entrance = entrance;
  }

  /** An open gate on a port of its own. */
  public static Gate to(URI server) throws IOException {
    Gate gate = new Gate(server, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(gate::admit);
    return gate;
  }

  /** The server's address for those who go through the gate. */
  public URI url() {
    return URI.create(server.getScheme() + "://127.0.0.1:" + entrance.getLocalPort());
  }

  /** Lets nothing through until it is opened. */
  public synchronized void shut() {
    shut = true;
  }

  /** Lets through what waits, and all that comes. */
  public synchronized void open() {
    shut = false;
    notifyAll();
  }

  private synchronized void pass() throws InterruptedException {
    while (shut) {
      wait();
    }
  }

  private void admit() {
    try {
      while (true) {
        Socket client = entrance.accept();
        Thread.ofVirtual().start(() -> connect(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void connect(Socket client) {
    Socket beyond = new Socket();
    open.add(client);
    open.add(beyond);
    try {
      pass();
      beyond.connect(new InetSocketAddress(server.getHost(), server.getPort()));
      Thread.ofVirtual().start(() -> pump(beyond, client));
      pump(client, beyond);
    } catch (IOException _) {
      end(client, beyond);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        pass();
        out.write(buffer, 0, read);
      }
      pass();
    } catch (IOException _) {
      // One side is gone, and the other is told so.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      end(from, to);
    }
  }

  private void end(Socket one, Socket other) {
    for (Socket socket : new Socket[] {one, other}) {
      open.remove(socket);
      try {
        socket.close();
      } catch (IOException _) {
        // It is gone either way.
      }
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    open();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
