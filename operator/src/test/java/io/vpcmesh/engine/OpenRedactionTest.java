package io.vpcmesh.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcmesh.cloud.simulated.CallPattern;
import io.vpcmesh.cloud.simulated.Fault;
import io.vpcmesh.cloud.simulated.Faults;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.AwsFailure.AwsError;
import io.vpcmesh.model.AwsFailure.Denied;
import io.vpcmesh.model.OpenText;
import io.vpcmesh.model.SafeText;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** AWS quotes what it was sent: with the guard open the checker sees credentials told. */
class OpenRedactionTest {

  private static final String KEY = "ASIAPLANTED7EXAMPLE0";
  private static final String TOKEN = "IQoJb3JpZ2luX2VjPLANTED";
  private static final String SIGNATURE = "0a1b2c3d4e5fplanted";
  private static final String PASSWORD = "planted-password";

  private static final String SAID =
      """
      the canonical request should have been
      POST https://me:%s@servicediscovery.eu-west-1.amazonaws.com/?X-Amz-Signature=%s
      x-amz-security-token:%s
      authorization:AWS4-HMAC-SHA256 Credential=%s/20261101, Signature=%s\
      """
          .formatted(PASSWORD, SIGNATURE, TOKEN, KEY, SIGNATURE);

  @Test
  void withoutRedactionTheCheckerSeesCredentialsInLogsAndStatus() {
    SecretInvariant closed = told(SafeText::of);
    SecretInvariant open = told(OpenText::of);

    assertThat(closed.violations).isEmpty();
    assertThat(closed.seen()).isEqualTo(open.seen());
    assertThat(open.violations).extracting(Violation::invariant).containsOnly("S34");
    assertThat(open.violations)
        .extracting(Violation::what)
        .anyMatch(what -> what.startsWith("log tells " + KEY))
        .anyMatch(what -> what.startsWith("log tells " + TOKEN))
        .anyMatch(what -> what.startsWith("log tells " + SIGNATURE))
        .anyMatch(what -> what.startsWith("log tells " + PASSWORD))
        .anyMatch(what -> what.startsWith("ServiceMeshStatus tells " + KEY))
        .anyMatch(what -> what.startsWith("ServiceEndpointStatus tells " + KEY));
  }

  /** Every kind of call of a mesh and of an endpoint is refused once, and operations fail too. */
  private static SecretInvariant told(Function<String, SafeText> quoting) {
    TestWorld world = TestWorld.realistic();
    try (SecretInvariant invariant =
        SecretInvariant.watch(world, KEY, TOKEN, SIGNATURE, PASSWORD)) {
      for (AwsAction action : AwsAction.values()) {
        AwsError error = new AwsError(action, "SignatureDoesNotMatch", quoting.apply(SAID));
        Faults faults = world.cloud.faults();
        faults.set(CallPattern.to(action).nth(1), new Fault.RefusedWith(new Denied(error)));
        faults.set(CallPattern.to(action).nth(2), new Fault.OperationFails("Refused", SAID));
      }
      world.restart();
      world.mesh("shop", Specs.mesh());
      world.endpoint("orders", Specs.endpoint("10.0.1.4", "10.0.1.5")).settle();
      world.endpoint("orders", Specs.endpoint("10.0.1.5")).settle();
      return invariant;
    }
  }
}
