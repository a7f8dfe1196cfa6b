package io.vpcmesh.cli;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Twenty edits of a directory of manifests: what people do to a shop in a busy week. */
final class Upheaval {

  /** One edit of the directory. */
  interface Edit {
    void of(Path manifests) throws IOException;
  }

  static final ImmutableList<Edit> EDITS =
      ImmutableList.of(
          addresses("user", 8080, "10s", "10.0.1.20", "10.0.2.20", "10.0.3.20"),
          addresses("order", 8080, "10s", "10.0.2.30", "10.0.3.30"),
          addresses("cart", 8080, "10s", "10.0.1.50", "10.0.2.50"),
          broken("web"),
          addresses("user", 8080, "10s", "10.0.2.20", "10.0.3.20"),
          addresses("web", 3000, "10s", "10.0.1.10", "10.0.2.10", "10.0.3.10"),
          addresses("cart", 8080, "30s", "10.0.1.50", "10.0.2.50"),
          addresses("stock", 8080, "10s", "10.0.1.60"),
          gone("cart"),
          addresses("order", 8080, "10s", "10.0.2.30", "10.0.3.30", "10.0.1.31", "10.0.1.32"),
          replaced("payments", "port: 9001", "port: 9003"),
          addresses("cart", 8080, "30s", "10.0.1.50", "10.0.2.50"),
          replaced("mesh", "spec:\n", "spec:\n  defaults: {discovery: {ttl: 15s}}\n"),
          addresses("user", 8080, "10s", "10.0.1.21", "10.0.2.21"),
          gone("stock"),
          addresses("order", 8080, "20s", "10.0.2.30", "10.0.3.30", "10.0.1.31", "10.0.1.32"),
          addresses("web", 3000, "10s", "10.0.2.10", "10.0.3.10"),
          gone("cart"),
          addresses("search", 9200, "10s", "10.0.1.70", "10.0.2.70", "10.0.3.70"),
          addresses("search", 9200, "10s", "10.0.1.70", "10.0.2.71", "10.0.3.71"));

  private Upheaval() {}

  /** What is there before the first edit. */
  static void begin(Path manifests) throws IOException {
    ExampleShop.copyTo(manifests);
  }

  private static Edit addresses(String name, int port, String ttl, String... addresses) {
    String list =
        Stream.of(addresses)
            .map(address -> "      - {ip: %s}\n".formatted(address))
            .collect(Collectors.joining());
    String text =
        """
        apiVersion: vpcmesh.io/v1alpha1
        kind: ServiceEndpoint
        metadata: {name: %s, namespace: shop}
        spec:
          meshRef: {name: shop}
          ports: [{name: http, port: 80, targetPort: %d, protocol: Http}]
          discovery: {ttl: %s}
          backend:
            static:
              addresses:
        """
            .formatted(name, port, ttl);
    return manifests -> Files.writeString(file(manifests, name), text + list);
  }

  private static Edit broken(String name) {
    return replaced(name, "targetPort:", "tragetPort:");
  }

  private static Edit replaced(String name, String before, String after) {
    return manifests -> {
      Path file = file(manifests, name);
      Files.writeString(file, Files.readString(file).replace(before, after));
    };
  }

  private static Edit gone(String name) {
    return manifests -> Files.delete(file(manifests, name));
  }

  private static Path file(Path manifests, String name) {
    return manifests.resolve(name + ".yaml");
  }
}
