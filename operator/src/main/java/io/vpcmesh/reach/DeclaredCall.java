package io.vpcmesh.reach;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.model.EndpointKey;
import io.vpcmesh.model.ObjectRef;
import io.vpcmesh.model.PrefixListId;
import io.vpcmesh.model.Problem;
import io.vpcmesh.reach.Finding.Layer;
import io.vpcmesh.topology.Access;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.Port;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.GroupPolicy;
import io.vpcmesh.topology.Index;
import io.vpcmesh.topology.Mesh;
import io.vpcmesh.topology.MeshFacts;
import java.util.Optional;

/**
 * What the declarations say of a call.
 *
 * @param ports that may be called; none when the call is denied
 * @param withheld ports that were asked for and that the destination does not let the caller call
 */
public record DeclaredCall(
    ImmutableList<Finding> findings, ImmutableList<Port> ports, ImmutableList<Port> withheld) {

  /** The answer of the declared world. */
  public static DeclaredCall of(CallQuestion question, Index index) {
    return new Ask(question, index).answer();
  }

  private static DeclaredCall ended(Finding... findings) {
    return new DeclaredCall(ImmutableList.copyOf(findings), ImmutableList.of(), ImmutableList.of());
  }

  private record Ask(CallQuestion question, Index index) {

    DeclaredCall answer() {
      Optional<Finding> missing =
          unusable(question.to()).or(() -> unusable(question.from())).or(this::otherMesh);
      if (missing.isPresent()) {
        return ended(missing.orElseThrow());
      }
      Optional<Mesh> mesh = mesh(question.to());
      if (mesh.isEmpty()) {
        return ended(
            Finding.no(
                Layer.DECLARED,
                "%s names mesh %s, which is not there or not valid: see its condition Accepted"
                    .formatted(question.to(), endpoint(question.to()).mesh().ref())));
      }
      ImmutableList<Port> asked = asked();
      if (asked.isEmpty()) {
        return ended(noPort());
      }
      return mesh.orElseThrow().groups().mode() == GroupPolicy.Mode.UNMANAGED
          ? unmanaged(mesh.orElseThrow())
          : consented(mesh.orElseThrow(), asked);
    }

    private Optional<Finding> unusable(EndpointKey key) {
      Optional<EndpointView> view = index.endpoint(key);
      if (view.isEmpty()) {
        return Optional.of(
            Finding.no(Layer.DECLARED, "there is no endpoint %s".formatted(key.ref())));
      }
      if (view.orElseThrow().resource().deleting()) {
        return Optional.of(
            Finding.no(Layer.DECLARED, "endpoint %s is being deleted".formatted(key.ref())));
      }
      return view.orElseThrow().accepted().isPresent()
          ? Optional.empty()
          : Optional.of(
              Finding.no(
                  Layer.DECLARED,
                  "endpoint %s is not declared in a valid way: %s"
                      .formatted(
                          key.ref(),
                          view.orElseThrow().problems().stream()
                              .findFirst()
                              .map(Problem::message)
                              .orElse("see its condition Accepted"))));
    }

    private Optional<Finding> otherMesh() {
      ObjectRef from = endpoint(question.from()).mesh().ref();
      ObjectRef to = endpoint(question.to()).mesh().ref();
      return from.equals(to)
          ? Optional.empty()
          : Optional.of(
              Finding.no(
                  Layer.DECLARED,
                  "endpoint %s is of mesh %s and endpoint %s of mesh %s: only endpoints of one mesh name each other; let a security group in by spec.clients[].securityGroupId"
                      .formatted(question.from().ref(), from, question.to().ref(), to)));
    }

    private DeclaredCall unmanaged(Mesh mesh) {
      return ended(
          Finding.unknown(
              Layer.DECLARED,
              "mesh %s has no spec.securityGroups, or their mode is Unmanaged, so nothing here decides who calls whom: whatever groups the instances carry do"
                  .formatted(mesh.id().ref())));
    }

    private Finding noPort() {
      ImmutableList<Port> all = endpoint(question.to()).ports();
      return question.port().isEmpty()
          ? Finding.no(
              Layer.DECLARED, "endpoint %s has no spec.ports".formatted(question.to().ref()))
          : Finding.no(
              Layer.DECLARED,
              "endpoint %s has no port %s in spec.ports, which has %s"
                  .formatted(
                      question.to().ref(),
                      question.port().orElseThrow(),
                      all.isEmpty() ? "none" : all.stream().map(Ask::shown).toList()));
    }

    private static String shown(Port port) {
      return "%s (%s → %s)".formatted(port.name(), port.port(), port.target().spelled());
    }

    private ImmutableList<Port> asked() {
      return endpoint(question.to()).ports().stream()
          .filter(port -> question.port().isEmpty() || isMeant(port, question.port().orElseThrow()))
          .collect(ImmutableList.toImmutableList());
    }

    private static boolean isMeant(Port port, String asked) {
      return port.name().equals(asked)
          || port.port().toString().equals(asked)
          || port.target().spelled().equals(asked);
    }

    private DeclaredCall consented(Mesh mesh, ImmutableList<Port> asked) {
      EndpointView to = view(question.to());
      Finding declared =
          Finding.yes(
              Layer.DECLARED,
              "endpoints %s and %s are of mesh %s"
                  .formatted(question.from().ref(), question.to().ref(), mesh.id().ref()));
      Optional<Finding> outside =
          notAdmitted(question.from(), mesh).or(() -> notAdmitted(question.to(), mesh));
      if (outside.isPresent()) {
        return ended(declared, outside.orElseThrow());
      }
      ImmutableSortedSet<String> names =
          to.callers().endpoints().getOrDefault(question.from(), ImmutableSortedSet.of());
      ImmutableList<Port> open =
          asked.stream()
              .filter(port -> names.contains(port.name()))
              .collect(ImmutableList.toImmutableList());
      return open.isEmpty()
          ? new DeclaredCall(
              ImmutableList.of(declared, notNamed(to, mesh, names, asked)),
              ImmutableList.of(),
              asked)
          : new DeclaredCall(
              ImmutableList.of(
                  declared,
                  Finding.yes(
                      Layer.CONSENTED,
                      "endpoint %s lets %s call %s"
                          .formatted(
                              question.to().ref(),
                              question.from().ref(),
                              open.stream().map(Port::name).toList()))),
              open,
              ImmutableList.of());
    }

    private Optional<Finding> notAdmitted(EndpointKey key, Mesh mesh) {
      String selector =
          "among those of spec.members.namespaceSelector of mesh %s".formatted(mesh.id().ref());
      String namespace = key.ref().namespace();
      return switch (view(key).admission()) {
        case ALLOWED -> Optional.empty();
        case REFUSED ->
            Optional.of(
                Finding.no(
                    Layer.CONSENTED, "namespace %s is not %s".formatted(namespace, selector)));
        case UNKNOWN ->
            Optional.of(
                Finding.unknown(
                    Layer.CONSENTED,
                    "whether namespace %s is %s is not known: its labels are missing"
                        .formatted(namespace, selector)));
      };
    }

    private Finding notNamed(
        EndpointView to, Mesh mesh, ImmutableSortedSet<String> names, ImmutableList<Port> asked) {
      ObjectRef destination = question.to().ref();
      if (!names.isEmpty()) {
        return Finding.no(
            Layer.CONSENTED,
            "endpoint %s lets %s call %s only: add the port to spec.clients[].ports of endpoint %s"
                .formatted(destination, question.from().ref(), names, destination));
      }
      if (!to.callers().complete()) {
        return Finding.unknown(
            Layer.CONSENTED,
            "not all callers of endpoint %s are known: the labels of a namespace are missing"
                .formatted(destination));
      }
      ImmutableList<PrefixListId> lists = lists(to, asked);
      if (!lists.isEmpty()) {
        return Finding.unknown(
            Layer.CONSENTED,
            "endpoint %s does not name %s, but lets in whatever has an address in %s, and whether it has one is not looked up: to be sure, add %s to spec.clients of endpoint %s"
                .formatted(
                    destination,
                    question.from().ref(),
                    lists,
                    spelled(question.from()),
                    destination));
      }
      return Finding.no(
          Layer.CONSENTED,
          "%s: add %s to spec.clients of endpoint %s"
              .formatted(
                  whyNot(endpoint(question.to()), mesh), spelled(question.from()), destination));
    }

    /** The prefix lists that may call one of the ports. */
    private static ImmutableList<PrefixListId> lists(EndpointView to, ImmutableList<Port> asked) {
      return to.callers().outside().entrySet().stream()
          .filter(each -> asked.stream().map(Port::name).anyMatch(each.getValue()::contains))
          .flatMap(each -> each.getKey().prefixList().stream())
          .sorted()
          .collect(ImmutableList.toImmutableList());
    }

    private String whyNot(Endpoint destination, Mesh mesh) {
      if (!destination.clients().isEmpty()) {
        return "spec.clients of endpoint %s does not mean %s"
            .formatted(question.to().ref(), question.from().ref());
      }
      boolean open = destination.access().orElse(mesh.authorization().access()) == Access.ALLOW;
      return open
          ? "endpoint %s lets all others in, but not itself".formatted(question.to().ref())
          : "endpoint %s names no clients, and %s says Deny"
              .formatted(
                  question.to().ref(),
                  destination.access().isPresent()
                      ? "its spec.authorization.default"
                      : "spec.authorization.default of mesh " + mesh.id().ref());
    }

    private String spelled(EndpointKey caller) {
      String namespace = caller.ref().namespace();
      return "{endpointRef: {name: %s%s}}"
          .formatted(
              caller.ref().name(),
              namespace.equals(question.to().ref().namespace()) ? "" : ", namespace: " + namespace);
    }

    private Optional<Mesh> mesh(EndpointKey key) {
      return view(key).mesh().flatMap(MeshFacts::accepted).map(accepted -> accepted.spec());
    }

    private EndpointView view(EndpointKey key) {
      return index.endpoint(key).orElseThrow();
    }

    private Endpoint endpoint(EndpointKey key) {
      return view(key).accepted().orElseThrow().revision().spec();
    }
  }
}
