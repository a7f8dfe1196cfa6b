package io.vpcmesh.config;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A directory with a name: what is empty, as an unset variable is, would be the current one. */
public final class NamedDirectory implements ITypeConverter<Path> {

  @Override
  public Path convert(String value) {
    if (value.isEmpty()) {
      throw new TypeConversionException("it is empty, name a directory");
    }
    return Path.of(value);
  }
}
