package io.vpcmesh.cli;

import io.vpcmesh.standalone.Requests;
import io.vpcmesh.standalone.StateDirectory;
import io.vpcmesh.standalone.directory.Request;
import io.vpcmesh.standalone.directory.Request.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Asks the daemon for something and waits for its answer. */
final class DaemonRequest {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration POLL = Duration.ofMillis(100);

  private DaemonRequest() {}

  /** What became of it, as a sentence for a person; a refusal is an exception. */
  static String send(StateDirectory state, Request request) throws InterruptedException {
    String id = UUID.randomUUID().toString();
    boolean running = state.isInUse();
    state.requests().ask(id, request);
    if (!running) {
      return "no daemon is running on %s: it will be done at its next start"
          .formatted(state.files().root());
    }
    Answer answer =
        await(state.requests(), id)
            .orElseThrow(() ->
                new CommandFailure(
                    ExitCode.FAILED,
                    "the daemon on %s has not answered within %d seconds: look at its log; the request stays"
                        .formatted(state.files().root(), PATIENCE.toSeconds())));
    if (!answer.accepted()) {
      throw new CommandFailure(ExitCode.FAILED, answer.message());
    }
    return answer.message();
  }

  private static Optional<Answer> await(Requests requests, String id) throws InterruptedException {
    for (long waited = 0; waited < PATIENCE.toMillis(); waited += POLL.toMillis()) {
      Optional<Answer> answer = requests.answer(id);
      if (answer.isPresent()) {
        requests.forget(id);
        return answer;
      }
      Thread.sleep(POLL);
    }
    return Optional.empty();
  }
}
