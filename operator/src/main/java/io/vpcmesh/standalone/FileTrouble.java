package io.vpcmesh.standalone;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the file system says no to, in words. */
public final class FileTrouble {

  private FileTrouble() {}

  /** What helps: rights where rights are missing, and another place where there is none. */
  static String wayOut(IOException why) {
    return switch (why) {
      case AccessDeniedException _ ->
          "give this user access to it, or name another directory with --state";
      case NoSuchFileException _, FileAlreadyExistsException _ ->
          "name another directory with --state";
      default -> "put that right, or name another directory with --state";
    };
  }

  /** What Java leaves to the type of the exception. */
  public static String inWords(IOException why) {
    return switch (why) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file";
      case FileAlreadyExistsException _ -> "it is a file, not a directory";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      default -> String.valueOf(why.getMessage());
    };
  }
}
