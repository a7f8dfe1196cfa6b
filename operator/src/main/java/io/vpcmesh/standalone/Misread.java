package io.vpcmesh.standalone;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.google.common.base.Throwables;
import java.util.stream.Collectors;

/** Why a state file could not be read, in words for whoever may have edited it. */
final class Misread {

  private Misread() {}

  /** The rest of a sentence about a file; what the library says is about its own insides. */
  static String inWords(JsonProcessingException trouble) {
    return switch (Throwables.getRootCause(trouble)) {
      case JsonEOFException _ -> "it ends in the middle";
      case StreamConstraintsException _ -> "it is too long, or nested too deeply";
      case StreamReadException garbled -> "it is no JSON" + place(garbled.getLocation());
      default -> misfit(trouble);
    };
  }

  private static String place(JsonLocation where) {
    return " at line %d, column %d".formatted(where.getLineNr(), where.getColumnNr());
  }

  private static String misfit(JsonProcessingException trouble) {
    String path = trouble instanceof JsonMappingException misfit ? path(misfit) : "";
    return path.isEmpty() ? "it holds something else" : path + " is not understood";
  }

  private static String path(JsonMappingException misfit) {
    return misfit.getPath().stream()
        .map(Misread::step)
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  private static String step(Reference below) {
    return below.getFieldName() == null ? "[" + below.getIndex() + "]" : "." + below.getFieldName();
  }
}
