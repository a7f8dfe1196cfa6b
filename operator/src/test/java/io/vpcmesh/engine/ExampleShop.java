package io.vpcmesh.engine;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.MoreCollectors;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.api.v1alpha1.ServiceMeshSpec;
import io.vpcmesh.manifest.ManifestDocument;
import io.vpcmesh.manifest.ManifestReader;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.membership.Instance.State;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.IpAddress;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The manifests of the example shop, and what the demo makes of them. */
final class ExampleShop {

  private static final Path FOLDER = Path.of("..", "examples", "shop");
  private static final ManifestReader READER = new ManifestReader();

  static final ServiceMeshSpec MESH = ((ManifestDocument.Mesh) read("mesh", text -> text)).spec();
  static final ImmutableMap<String, String> LABELS =
      ((ManifestDocument.Namespace) read("00-namespace", text -> text)).labels();
  static final ServiceEndpointSpec WEB = endpoint("web", text -> text);
  static final ServiceEndpointSpec USER = endpoint("user", text -> text);
  static final ServiceEndpointSpec ORDER = endpoint("order", text -> text);
  static final ServiceEndpointSpec PAYMENTS = endpoint("payments", text -> text);

  static final ServiceEndpointSpec USER_WITH_A_THIRD_ADDRESS =
      endpoint("user", text -> text + "      - {ip: 10.0.3.20, zone: eu-west-1c}\n");

  static final ServiceEndpointSpec ORDER_COPY =
      endpoint("order", text -> text.replace("  meshRef:", "  serviceName: order\n  meshRef:"));

  /** The change that goes bad; it is watched for as long as the story takes. */
  static final ServiceEndpointSpec ORDER_BEHIND_ANOTHER_PORT =
      endpoint(
          "order",
          text ->
              text.replace("targetPort: 8080", "targetPort: 9090")
                  .replace("  backend:", "  deployment: {bakeTime: 20m}\n  backend:"));

  static final Problem WEB_IS_BROKEN =
      new Problem(
          Reason.InvalidSpec,
          read("web", text -> text.replace("targetPort:", "tragetPort:"))
              .problems()
              .getFirst()
              .text());

  private ExampleShop() {}

  /** A task of order, as the demo starts it. */
  static Instance task(String id, String ip, State state) {
    return new Instance(
        new InstanceId(id),
        Optional.of(new IpAddress(ip)),
        Optional.empty(),
        ImmutableMap.of(),
        Optional.of("eu-west-1a"),
        state,
        ImmutableMap.of("ECS_CLUSTER_NAME", "demo", "ECS_TASK_DEFINITION_FAMILY", "order"));
  }

  private static ServiceEndpointSpec endpoint(String name, UnaryOperator<String> edit) {
    return ((ManifestDocument.Endpoint) read(name, edit)).spec();
  }

  private static ManifestDocument read(String name, UnaryOperator<String> edit) {
    String file = name + ".yaml";
    return READER.read(file, edit.apply(text(file))).documents().stream()
        .collect(MoreCollectors.onlyElement());
  }

  private static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
