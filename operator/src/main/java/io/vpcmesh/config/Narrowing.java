package io.vpcmesh.config;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The values of a flag that narrows what the program looks at, and without which it looks at all.
 * So a value that got lost must not widen: a blank alone is a variable that nobody has set, but one
 * beside a comma is refused.
 */
final class Narrowing {

  private static final Splitter COMMAS = Splitter.on(',').trimResults();

  private Narrowing() {}

  /**
   * What was named; empty when nothing was.
   *
   * @param given each occurrence of the flag, or what the environment says
   */
  static ImmutableSet<String> of(String flag, List<String> given, CommandSpec command) {
    List<String> named = given.stream().flatMap(COMMAS::splitToStream).toList();
    if (named.size() > 1 && named.contains("")) {
      throw new ParameterException(
          command.commandLine(),
          "%s has an empty item in '%s': write values separated by commas, or leave the flag out for all"
              .formatted(flag, String.join(",", given)));
    }
    return named.stream().filter(name -> !name.isEmpty()).collect(toImmutableSet());
  }
}
