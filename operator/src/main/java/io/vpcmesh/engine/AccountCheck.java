package io.vpcmesh.engine;

import io.vpcmesh.model.Place;
import io.vpcmesh.model.Problem;
import io.vpcmesh.model.Reach;
import io.vpcmesh.model.RoleArn;
import io.vpcmesh.topology.Mesh;
import java.util.Optional;

/**
 * Whether the credentials for a mesh belong to the account that it is in. Which one that is, its
 * spec says, or the namespace that it already has. A role's ARN tells its account; of our own
 * credentials STS is asked where it matters: when the spec names an account, or when roles are in
 * play, so that one of another account may have been there before.
 */
record AccountCheck(Mesh mesh, MeshState state, Reach reach) {

  /** Whether STS is to be asked before anything is written. */
  boolean asks() {
    boolean roleBefore = state.journal.home().flatMap(home -> home.role()).isPresent();
    boolean matters = !reach.roles().isEmpty() || roleBefore;
    return mesh.aws().accountId().isPresent() || (place().role().isEmpty() && matters);
  }

  /** Whether it can be told yet. */
  boolean isOpen() {
    return !asks() || state.account.isPresent();
  }

  /** That the account is another one, if so. */
  Optional<Problem> problem() {
    return mesh.aws()
        .accountId()
        .filter(wanted -> isOther(wanted))
        .map(wanted -> NamespaceProblems.account(wanted, actual().orElseThrow()))
        .or(() ->
            state
                .journal
                .account()
                .filter(home -> isOther(home))
                .map(home -> NamespaceProblems.moved(mesh, home, actual().orElseThrow())));
  }

  private boolean isOther(String wanted) {
    return actual().filter(account -> !account.equals(wanted)).isPresent();
  }

  /** That of the credentials, as far as is known. */
  Optional<String> actual() {
    return state.account.or(() -> place().role().map(RoleArn::account));
  }

  private Place place() {
    return mesh.aws().place();
  }
}
