package io.vpcmesh.engine;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.membership.Membership;
import io.vpcmesh.membership.Membership.Absence;
import io.vpcmesh.model.Identity;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reason;
import io.vpcmesh.model.RecordType;
import io.vpcmesh.model.Stance;
import io.vpcmesh.registry.RecordPolicy;
import io.vpcmesh.registry.RegistryDesired;
import io.vpcmesh.topology.Discovery;
import io.vpcmesh.topology.Endpoint;
import io.vpcmesh.topology.Endpoint.Backend;
import io.vpcmesh.topology.Endpoint.DeletionPolicy;
import io.vpcmesh.topology.EndpointView;
import io.vpcmesh.topology.EndpointView.Admission;
import io.vpcmesh.topology.Mesh;
import io.vpcmesh.topology.Mesh.CloudMapNamespace;
import java.util.Optional;

/** What is to be done for an endpoint, before AWS is looked at. */
sealed interface EndpointIntent {

  /**
   * Keep it registered.
   *
   * @param records absent as long as they cannot be chosen
   */
  record Keep(
      Mesh mesh,
      Discovery discovery,
      Optional<ImmutableSet<RecordType>> records,
      RegistryDesired desired,
      Membership membership,
      Optional<Problem> problem)
      implements EndpointIntent {}

  /** The instances of the revision whose values hold, and of the other live one. */
  record Members(Membership current, Membership other) {}

  /** Take out all that is ours. */
  record Remove() implements EndpointIntent {}

  /** Leave everything in AWS as it is and let the resource go. */
  record LetGo() implements EndpointIntent {}

  /** Touch nothing: too little is known, or what is declared must not take effect. */
  record Hold(String why) implements EndpointIntent {}

  /** The intent, from what is declared and what was journaled. */
  static EndpointIntent of(
      EndpointView view,
      EndpointJournal journal,
      MeshFact mesh,
      Members members,
      Identity identity) {
    if (view.resource().deleting()) {
      return deletion(view, journal, mesh);
    }
    Optional<String> barred = barred(view, mesh);
    if (barred.isPresent()) {
      return new Hold(barred.orElseThrow());
    }
    if (journal.rollout().isWithdrawn()) {
      return new Remove();
    }
    if (view.accepted().isEmpty()) {
      return new Hold("no valid spec");
    }
    if (view.conflict().isPresent()) {
      return new Hold("its name is taken");
    }
    Endpoint endpoint = view.accepted().orElseThrow().revision().spec();
    return switch (view.admission()) {
      case Admission.REFUSED -> new Remove();
      case Admission.UNKNOWN ->
          new Hold(
              view.mesh().filter(of -> of.accepted().isEmpty()).isPresent()
                  ? "the mesh " + endpoint.mesh().ref() + " has not taken effect yet"
                  : "the mesh " + endpoint.mesh().ref() + " is not known");
      case Admission.ALLOWED ->
          switch (mesh) {
            case MeshFact.NotReady(String why) -> new Hold(why);
            case MeshFact.Barred(String why) -> new Hold(why);
            case MeshFact.Planned(Mesh of) -> keep(view, journal, of, members, identity);
            case MeshFact.Ready ready -> keep(view, journal, ready.mesh(), members, identity);
          };
    };
  }

  /** Without the mesh nobody can say which account is meant. */
  static Optional<String> barred(EndpointView view, MeshFact mesh) {
    return mesh instanceof MeshFact.Barred(String why) && view.mesh().isPresent()
        ? Optional.of(why)
        : Optional.empty();
  }

  private static EndpointIntent deletion(
      EndpointView view, EndpointJournal journal, MeshFact mesh) {
    boolean retain =
        view.known().map(known -> known.deletionPolicy() == DeletionPolicy.RETAIN).orElse(false);
    if (retain || journal.holdsNothing()) {
      return new LetGo();
    }
    if (journal.isOfFormerLife(view.resource())) {
      return new Hold(
          "the deletion is of UID %s, but what is registered is of UID %s: nothing is taken out until that one is deleted"
              .formatted(view.resource().uid(), journal.uid()));
    }
    if (journal.isLost() && !(mesh instanceof MeshFact.Ready)) {
      return new Hold(
          "its journal is lost, and without the mesh nobody can say where it has what it has (%s): restore the mesh, or set deletionPolicy: Retain and delete it in AWS"
              .formatted(journal.holdings()));
    }
    return barred(view, mesh).<EndpointIntent>map(Hold::new).orElseGet(Remove::new);
  }

  private static EndpointIntent keep(
      EndpointView view, EndpointJournal journal, Mesh mesh, Members members, Identity identity) {
    Endpoint endpoint = view.accepted().orElseThrow().revision().spec();
    Keep current = keep(endpoint, journal, mesh, members.current(), identity);
    if (view.other().isEmpty()) {
      return current;
    }
    Keep other = keep(view.other().orElseThrow(), journal, mesh, members.other(), identity);
    boolean filled = view.stance().phase() == Stance.Phase.SWITCHED;
    return new Keep(
        mesh,
        current.discovery(),
        current.records().or(other::records),
        current.desired().beside(other.desired(), filled),
        current.membership(),
        current.problem());
  }

  private static Keep keep(
      Endpoint endpoint,
      EndpointJournal journal,
      Mesh mesh,
      Membership membership,
      Identity identity) {
    Discovery discovery = Discovery.effective(endpoint.discovery(), mesh.discovery());
    boolean dns = mesh.namespace().type() == CloudMapNamespace.Type.DNS_PRIVATE;
    Optional<Problem> objection =
        unseen(endpoint, membership)
            .or(() -> RecordPolicy.objection(discovery.record(), dns, journal.records()));
    boolean registers =
        !(endpoint.backend() instanceof Backend.ClientOnly)
            && discovery.record() != Discovery.RecordChoice.NONE;
    Optional<ImmutableSet<RecordType>> records =
        registers
            ? journal
                .records()
                .or(() ->
                    objection.isPresent()
                        ? Optional.empty()
                        : RecordPolicy.choose(discovery.record(), dns, membership))
            : Optional.empty();
    RegistryDesired desired =
        records
            .map(chosen ->
                RegistryDesired.of(
                    endpoint, discovery, chosen, membership, identity, mesh.aws().region()))
            .orElse(RegistryDesired.NOTHING);
    return new Keep(mesh, discovery, records, desired, membership, objection);
  }

  /** Nobody here can see the instances; those that are registered stay. */
  private static Optional<Problem> unseen(Endpoint endpoint, Membership membership) {
    boolean pods = endpoint.backend() instanceof Backend.Kubernetes;
    return pods && membership.absence() == Absence.UNWATCHED
        ? Optional.of(
            new Problem(
                Reason.BackendNotFound,
                "spec.backend.kubernetes needs the operator in a cluster, and this daemon runs without one: run 'vpcmesh operator' there, or write spec.backend.static; what is registered stays"))
        : Optional.empty();
  }
}
