package io.vpcmesh.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import picocli.CommandLine;

/** What a command told the person who ran it. */
record Told(int code, String out, String err) {

  /** Runs the command line in this process. */
  static Told by(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        CommandLines.create(false)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int code = line.execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new Told(code, out.toString(), err.toString());
  }

  /** Told nothing but this error. */
  static Told only(int code, String error) {
    return new Told(code, "", error + "\n");
  }
}
