package io.vpcmesh.e2e.operator;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Pods of one app, and what a kubelet would say of them: number n has the address 10.0.7.n. Nobody
 * runs them.
 */
record Pods(Stage stage) {

  /** A node with an address, which tests share: nobody takes it away. */
  void node(String name, String address) throws IOException {
    stage.apply(
        """
        apiVersion: v1
        kind: Node
        metadata: {name: %s, labels: {topology.kubernetes.io/zone: eu-west-1a}}
        """
            .formatted(name));
    stage
        .kubectl()
        .output(
            "patch",
            "node",
            name,
            "--subresource=status",
            "--type=merge",
            "-p",
            "{\"status\": {\"addresses\": [{\"type\": \"InternalIP\", \"address\": \"%s\"}]}}"
                .formatted(address));
  }

  /** Pods that are ready. */
  void run(String node, int first, int last) throws IOException {
    stage.apply(
        IntStream.rangeClosed(first, last)
            .mapToObj(number -> pod(number, node))
            .collect(Collectors.joining("---\n")));
    for (int number = first; number <= last; number++) {
      ready(number, true);
    }
  }

  /** What a kubelet says of a pod. */
  void ready(int number, boolean whether) throws IOException {
    stage.in(
        "patch",
        "pod",
        "api-" + number,
        "--subresource=status",
        "--type=merge",
        "-p",
        """
        {"status": {"phase": "Running", "podIP": "10.0.7.%1$d", "podIPs": [{"ip": "10.0.7.%1$d"}],
         "conditions": [{"type": "Ready", "status": "%2$s"}]}}
        """
            .formatted(number, whether ? "True" : "False"));
  }

  /** Ends those whose labels match, on the spot: kubectl warns of that. */
  void end(String labels) throws IOException {
    stage
        .kubectl()
        .run("delete", "pod", "-l", labels, "-n", stage.shop(), "--force", "--grace-period=0");
  }

  private String pod(int number, String node) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: api-%1$d, namespace: %2$s, labels: {app: api, number: "%1$d"}}
    spec:
      nodeName: %3$s
      containers:
      - {name: api, image: api, ports: [{name: web, containerPort: 8080, hostPort: 30080}]}
    """
        .formatted(number, stage.shop(), node);
  }
}
