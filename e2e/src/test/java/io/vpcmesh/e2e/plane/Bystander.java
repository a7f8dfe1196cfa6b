package io.vpcmesh.e2e.plane;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A program that starts a server, says which process it is, and waits to be killed. */
final class Bystander {

  private Bystander() {}

  public static void main(String[] log) throws Exception {
    Server server = new Server("sleep", Path.of(log[0]), ImmutableList.of("sleep", "600"));
    server.start();
    System.out.println(server.pid());
    while (server.isAlive()) {
      LockSupport.park();
    }
  }
}
