package io.vpcmesh.standalone;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Names for the files below a folder, as text on one line. To the file system a name is bytes: one
 * that is no such text here, perhaps only in this locale, is written as in a URI, such as {@code
 * %FF.yaml}.
 */
record FileNames(Path folder) {

  String of(Path file) {
    String plain = folder.relativize(file).toString();
    boolean text = plain.chars().noneMatch(Character::isISOControl) && resolved(plain).equals(file);
    return text ? plain : folder.toUri().relativize(file.toUri()).getRawPath();
  }

  /** The file with that name; where there are two, the one that is called just so. */
  Path file(String name) {
    Path plain = resolved(name);
    return name.indexOf('%') < 0 || Files.exists(plain, LinkOption.NOFOLLOW_LINKS)
        ? plain
        : encoded(name, plain);
  }

  /** The folder itself stands for what can be the name of nothing. */
  private Path resolved(String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException _) {
      return folder;
    }
  }

  private Path encoded(String name, Path otherwise) {
    try {
      return Path.of(URI.create(folder.toUri() + name));
    } catch (IllegalArgumentException _) {
      return otherwise;
    }
  }
}
