package io.vpcmesh.standalone.directory;

/** What a person asks of the daemon through the command line. */
public sealed interface Request {

  /** Delete the things that no file declares any more: exactly the list with this hash. */
  record Prune(String hash) implements Request {}

  /** Set an annotation on a resource, as {@code kubectl annotate} would. */
  record Annotate(ManifestName name, String annotation, String value) implements Request {}

  /** Something that this version does not understand. */
  record Unreadable(String why) implements Request {}

  /** What became of a request, in one sentence. */
  record Answer(boolean accepted, String message) {}
}
