package io.vpcmesh.topology;

import com.google.common.collect.ImmutableList;
import io.vpcmesh.api.v1alpha1.ServiceEndpointSpec;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Resource;
import io.vpcmesh.model.Revision;
import io.vpcmesh.model.Snapshot;
import io.vpcmesh.model.Stance;
import java.util.Optional;

/**
 * All that a pass over one endpoint may know of the declared world.
 *
 * @param resource the newest generation as declared, valid or not
 * @param declared the newest valid spec, possibly of an earlier generation than {@code resource};
 *     its number means nothing until a deployment takes it up
 * @param stance which revisions hold, each with the newest data
 * @param problems what is wrong with the newest generation and with what it refers to
 * @param conflict another endpoint owns one of the names, so that nothing can be done under them
 * @param lost which names it claims that another endpoint owns
 * @param mesh the mesh that the endpoint names, as far as it exists
 * @param admission whether that mesh takes endpoints of this namespace
 * @param callers who may call it, as the revision says whose values hold
 * @param others who may call it besides, on ports of the other live revision
 */
public record EndpointView(
    Resource<ServiceEndpointSpec> resource,
    Optional<Accepted<ServiceEndpointSpec, Endpoint>> declared,
    Stance<Accepted<ServiceEndpointSpec, Endpoint>> stance,
    ImmutableList<Problem> problems,
    Optional<Problem> conflict,
    LostNames lost,
    Optional<MeshFacts> mesh,
    Admission admission,
    Callers callers,
    Callers others) {

  /** The revision whose values hold. */
  public Optional<Accepted<ServiceEndpointSpec, Endpoint>> accepted() {
    return stance.current();
  }

  /** The other revision of which something holds. */
  public Optional<Endpoint> other() {
    return stance.other().map(it -> it.revision().spec());
  }

  /** Whether somebody declared that deployments shall neither begin nor go on. */
  public boolean paused() {
    return declared.filter(it -> it.revision().spec().paused()).isPresent()
        || mesh.flatMap(MeshFacts::accepted).filter(it -> it.spec().paused()).isPresent();
  }

  /** The same, if that spec held; of its callers only those are known that are no endpoints. */
  public EndpointView holding(Snapshot<ServiceEndpointSpec> target) {
    Stance<Accepted<ServiceEndpointSpec, Endpoint>> held =
        Declaration.<ServiceEndpointSpec, Endpoint>unknown()
            .inForce(resource.ref(), Stance.atRest(target), Acceptance.OF_ENDPOINTS)
            .stance(Acceptance.OF_ENDPOINTS);
    Optional<Problem> taken =
        held.current()
            .flatMap(it ->
                lost.among(
                    ServiceNames.of(
                        it.revision().spec(),
                        mesh.flatMap(MeshFacts::accepted).map(Revision::spec))));
    return resting(held, mesh, taken);
  }

  /** The same, if that revision of its mesh held, and no change of its own were under way. */
  public EndpointView under(Revision<Mesh> revision) {
    return resting(Stance.atRest(stance.current()), mesh.map(of -> of.holding(revision)), conflict);
  }

  private EndpointView resting(
      Stance<Accepted<ServiceEndpointSpec, Endpoint>> held,
      Optional<MeshFacts> under,
      Optional<Problem> taken) {
    Callers named =
        under
            .flatMap(MeshFacts::accepted)
            .filter(of -> of.spec().groups().mode() != GroupPolicy.Mode.UNMANAGED)
            .flatMap(of -> held.current().map(it -> Consent.of(it.revision().spec(), of.spec())))
            .map(Consent::outsiders)
            .orElse(Callers.NOBODY);
    return new EndpointView(
        resource, declared, held, problems, taken, lost, under, admission, named, Callers.NOBODY);
  }

  /** What is known of the endpoint, whether or not it holds already. */
  public Optional<Endpoint> known() {
    return accepted().or(this::declared).map(it -> it.revision().spec());
  }

  /**
   * A valid spec, numbered, with the declaration that it was parsed from.
   *
   * @param generation the newest generation that has this spec
   */
  public record Accepted<D, S>(Revision<S> revision, D declared, long generation) {}

  /** Whether a mesh takes endpoints of a namespace; what is more certain to be let in is first. */
  public enum Admission {
    ALLOWED,
    /** Mesh or labels are not known (yet): nothing may be concluded. */
    UNKNOWN,
    /** The namespace's labels are known and do not match. */
    REFUSED
  }
}
