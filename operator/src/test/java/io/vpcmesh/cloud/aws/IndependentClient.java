package io.vpcmesh.cloud.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Path;

/** boto3, which looks for whoever asks. It runs on between two looks: its start takes a second. */
final class IndependentClient implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  private IndependentClient(Process process) {
    this.process = process;
    this.questions = process.outputWriter(UTF_8);
    this.answers = process.inputReader(UTF_8);
  }

  /** Starts it; it ends with {@link #close} or, at the latest, with this JVM. */
  static IndependentClient start(Path python, URI endpoint, Path log) throws IOException {
    Path script = PythonEnvironment.SCRIPTS.resolve("snapshot.py");
    return new IndependentClient(
        new ProcessBuilder(python.toString(), script.toString(), endpoint.toString())
            .redirectError(Redirect.appendTo(log.toFile()))
            .start());
  }

  /**
   * What there is in a Region.
   *
   * @throws IOException also when something went away while it looked
   */
  synchronized IndependentView view(String region) throws IOException {
    questions.write(region);
    questions.newLine();
    questions.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("boto3 gave up");
    }
    JsonNode told = JSON.readTree(answer);
    if (told.has("problem")) {
      throw new IOException("boto3: " + told.path("problem").asText());
    }
    return JSON.treeToValue(told.path("view"), IndependentView.class);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
