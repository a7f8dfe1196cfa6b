package io.vpcmesh.cli;

import io.vpcmesh.cloud.AwsException;
import io.vpcmesh.demo.WaitedInVainException;
import io.vpcmesh.standalone.FileTrouble;
import io.vpcmesh.standalone.StateException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts the command line together: one sentence for every error, and its exit code. */
public final class CommandLines {

  private CommandLines() {}

  /**
   * The whole command line.
   *
   * @param debug whether errors come with their stack trace
   */
  public static CommandLine create(boolean debug) {
    CommandLine line = new CommandLine(new VpcmeshCommand());
    line.setParameterExceptionHandler((refusal, _) -> refuse(refusal));
    line.setExecutionExceptionHandler((failure, command, _) -> fail(failure, command, debug));
    line.setUsageHelpAutoWidth(true);
    return line;
  }

  private static int refuse(ParameterException refusal) {
    CommandLine command = refusal.getCommandLine();
    PrintWriter error = command.getErr();
    error.println(
        "vpcmesh: %s (see '%s --help')"
            .formatted(oneLine(sentence(refusal)), command.getCommandSpec().qualifiedName()));
    error.flush();
    return ExitCode.USAGE;
  }

  private static String sentence(ParameterException refusal) {
    return switch (refusal) {
      case UnmatchedArgumentException unmatched -> Unmatched.sentence(unmatched);
      default -> String.valueOf(refusal.getMessage());
    };
  }

  private static int fail(Exception failure, CommandLine command, boolean debug) {
    PrintWriter error = command.getErr();
    if (debug) {
      failure.printStackTrace(error);
    } else {
      error.println("vpcmesh: " + oneLine(sentence(failure)));
    }
    error.flush();
    return exitCode(failure);
  }

  private static String sentence(Exception failure) {
    return switch (failure) {
      case CommandFailure known -> String.valueOf(known.getMessage());
      case StateException known -> String.valueOf(known.getMessage());
      case AwsException known -> "AWS answered " + known.failure().error();
      case FileSystemException known ->
          "cannot use %s (%s)".formatted(known.getFile(), FileTrouble.inWords(known));
      case WaitedInVainException known -> String.valueOf(known.getMessage());
      default ->
          "failed in a way that is a bug (%s): run it again with VPCMESH_DEBUG=1 and report what it prints"
              .formatted(failure);
    };
  }

  private static int exitCode(Exception failure) {
    return switch (failure) {
      case CommandFailure known -> known.exitCode();
      case StateException _, FileSystemException _ -> ExitCode.IO;
      default -> ExitCode.FAILED;
    };
  }

  private static String oneLine(String message) {
    return Arrays.stream(message.split("\\R"))
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
