package io.vpcmesh.e2e.plane;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** With which words each program of a control plane is started. */
record Launch(Programs programs, Path folder) {

  Server etcd(int clientPort, int peerPort) throws IOException {
    String clients = "http://127.0.0.1:" + clientPort;
    String peers = "http://127.0.0.1:" + peerPort;
    return server(
        "etcd",
        "--data-dir=" + folder.resolve("data"),
        "--unsafe-no-fsync", // the machine will not lose power while the data still matter
        "--listen-client-urls=" + clients,
        "--advertise-client-urls=" + clients,
        "--listen-peer-urls=" + peers,
        "--initial-advertise-peer-urls=" + peers,
        "--initial-cluster=default=" + peers);
  }

  Server apiServer(int port, int etcdPort, Credentials credentials, Audit audit)
      throws IOException {
    return server(
        "kube-apiserver",
        audit.flags(),
        "--etcd-servers=http://127.0.0.1:" + etcdPort,
        "--bind-address=127.0.0.1",
        "--secure-port=" + port,
        "--cert-dir=" + credentials.certificates(),
        "--authorization-mode=RBAC",
        "--token-auth-file=" + credentials.tokens(),
        "--service-account-issuer=https://kubernetes.default.svc",
        "--service-account-key-file=" + credentials.verifyingKey(),
        "--service-account-signing-key-file=" + credentials.signingKey(),
        "--service-cluster-ip-range=10.96.0.0/16",
        "--endpoint-reconciler-type=none"); // it cannot advertise a loopback address
  }

  Server controllerManager(Credentials credentials) throws IOException {
    return server(
        "kube-controller-manager",
        "--kubeconfig=" + credentials.admin(),
        "--secure-port=0",
        "--leader-elect=false",
        "--service-account-private-key-file=" + credentials.signingKey(),
        // Nobody reports for the nodes that tests make: these two would take their pods away.
        "--controllers=*,-node-lifecycle-controller,-taint-eviction-controller");
  }

  private Server server(String name, String... flags) throws IOException {
    return server(name, ImmutableList.of(), flags);
  }

  private Server server(String name, ImmutableList<String> more, String... flags)
      throws IOException {
    Path log = Files.createFile(folder.resolve(name + ".log"));
    return new Server(
        name,
        log,
        ImmutableList.<String>builder()
            .add(programs.program(name).toString())
            .add(flags)
            .addAll(more)
            .build());
  }
}
