package io.vpcmesh.standalone;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import io.vpcmesh.standalone.directory.DirectoryRecord;
import io.vpcmesh.standalone.directory.ManifestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a daemon without a cluster remembers things: readable JSON, one daemon at a time.
 *
 * <pre>
 * installation.json   whose state this is
 * directory.json      the manifest files as they count
 * problems.json       what is wrong with the manifest files
 * taken-in.json       the manifest files that were read, for those who wait for that
 * resources/          what is declared, with UID and age
 * journals/  status/  what the engine must not forget, and what it says
 * deployments/        what became of changes
 * requests/ answers/  what the command line asks of the daemon
 * </pre>
 */
public final class StateDirectory implements AutoCloseable {

  private static final String INSTALLATION = "installation.json";
  private static final String DIRECTORY = "directory.json";
  private static final String PROBLEMS = "problems.json";
  private static final String TAKEN_IN = "taken-in.json";

  private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);

  private final StateFiles files;
  private final Installation installation;
  private final Optional<Tenure> tenure;
  private final Consumer<String> passedOver;

  private StateDirectory(
      StateFiles files,
      Installation installation,
      Optional<Tenure> tenure,
      Consumer<String> passedOver) {
    this.files = files;
    this.installation = installation;
    this.tenure = tenure;
    this.passedOver = passedOver;
  }

  /** What is wrong with the directory of manifests and its files. */
  public record Problems(ImmutableList<String> problems) {}

  /**
   * Opens a directory for a daemon, and makes it when it isn't there.
   *
   * @param newId asked for the identity of a new installation
   */
  public static StateDirectory lock(Path path, Supplier<String> newId, Instant now) {
    make(path);
    try {
      refuseForeign(path);
      return locked(new Tenure(path, DirectoryLock.take(path)), newId, now);
    } catch (IOException unusable) {
      throw StateFiles.cannot("use state directory", path, unusable);
    }
  }

  private static void make(Path path) {
    try {
      Files.createDirectories(path);
    } catch (NoSuchFileException refused) {
      // Missing parents were made, so that this is a place such as /proc.
      throw new StateException(
          "cannot make state directory %s (nothing can be made there): name another directory with --state"
              .formatted(path),
          refused);
    } catch (IOException unusable) {
      throw StateFiles.cannot("use state directory", path, unusable);
    }
  }

  private static StateDirectory locked(Tenure tenure, Supplier<String> newId, Instant now) {
    try {
      StateFiles files = new StateFiles(tenure.directory(), tenure::require);
      Installation installation = read(files).orElseGet(() -> found(files, newId.get(), now));
      new Requests(files).forgetAnswers();
      return new StateDirectory(files, installation, Optional.of(tenure), StateDirectory::warn);
    } catch (StateException unusable) {
      tenure.close();
      throw unusable;
    }
  }

  /** Opens a directory to look at, or not at all when no daemon was ever there. */
  public static Optional<StateDirectory> look(Path path) {
    return look(path, StateDirectory::warn);
  }

  /**
   * Opens a directory to look at, or not at all when no daemon was ever there.
   *
   * @param passedOver is told, in a sentence, of each file that cannot be used and need not be
   */
  public static Optional<StateDirectory> look(Path path, Consumer<String> passedOver) {
    StateFiles files = new StateFiles(path);
    return read(files)
        .map(installation -> new StateDirectory(files, installation, Optional.empty(), passedOver));
  }

  private static void warn(String passedOver) {
    LOG.atWarn().addKeyValue("reason", passedOver).log("a state file cannot be used");
  }

  private static Installation found(StateFiles files, String id, Instant now) {
    Installation installation = new Installation(Installation.FORMAT, id, now);
    files.write(INSTALLATION, installation);
    return installation;
  }

  private static Optional<Installation> read(StateFiles files) {
    Optional<Installation> installation = files.read(INSTALLATION, Installation.class);
    installation
        .filter(known -> known.format() != Installation.FORMAT)
        .ifPresent(known -> {
          throw new StateException(
              "state directory %s has format %d, this version of vpcmesh reads format %d: use the version that wrote it"
                  .formatted(files.root(), known.format(), Installation.FORMAT));
        });
    return installation;
  }

  /** Somebody's home directory must not become a state directory by a slip of the hand. */
  private static void refuseForeign(Path path) throws IOException {
    if (Files.exists(path.resolve(INSTALLATION))) {
      return;
    }
    StateFiles.list(path).stream()
        .map(entry -> String.valueOf(entry.getFileName()))
        .filter(name -> !name.equals("lost+found") && !isOurs(name))
        .findFirst()
        .ifPresent(stranger -> {
          throw new StateException(
              "%s is no state directory: it holds %s but no %s; name an empty or a new directory with --state"
                  .formatted(path, stranger, INSTALLATION));
        });
  }

  /** What a first start leaves behind that was cut short. */
  private static boolean isOurs(String name) {
    return name.equals("lock")
        || name.equals("daemon.pid")
        || name.equals("." + INSTALLATION + ".tmp");
  }

  /**
   * Tells this listener, and no other one any more, when the directory is this daemon's no more.
   */
  public void onLost(Consumer<StateException> listener) {
    tenure.ifPresent(held -> held.onLost(listener));
  }

  /** Throws when the directory is this daemon's no more. */
  void requireTenure() {
    tenure.ifPresent(Tenure::require);
  }

  public String installation() {
    return installation.id();
  }

  public StateFiles files() {
    return files;
  }

  public FileStore store() {
    return new FileStore(cabinet());
  }

  public Requests requests() {
    return new Requests(files);
  }

  /** Whether a daemon works with the directory right now. */
  public boolean isInUse() {
    try {
      return DirectoryLock.isTaken(files.root());
    } catch (IOException unreadable) {
      throw StateFiles.cannot("read", files.root(), unreadable);
    }
  }

  public DeploymentFiles deployments() {
    return new DeploymentFiles(cabinet());
  }

  public ResourceFiles resources() {
    return new ResourceFiles(cabinet());
  }

  DirectoryRecord directory() {
    return files.read(DIRECTORY, DirectoryRecord.class).orElse(DirectoryRecord.NOTHING);
  }

  void write(DirectoryRecord record) {
    files.write(DIRECTORY, record);
  }

  public ImmutableList<String> problems() {
    return files.read(PROBLEMS, Problems.class).map(Problems::problems).orElse(ImmutableList.of());
  }

  void write(Problems problems) {
    files.write(PROBLEMS, problems);
  }

  void write(TakenIn takenIn) {
    files.write(TAKEN_IN, takenIn);
  }

  /**
   * The manifest files that the daemon has not taken in as they look now. Those that cannot be seen
   * from here are not among them: the daemon may run in a container of its own.
   */
  public ImmutableSortedSet<String> unread() {
    return takenIn()
        .map(TakenIn::look)
        // What counts is read after the look: it is as new at least.
        .flatMap(look -> takenIn().map(it -> it.unlike(look)))
        .orElseGet(ImmutableSortedSet::of);
  }

  /** Why the newest declaration of a thing is not the one in force, if that is so. */
  public Optional<String> troubleOf(ManifestName name) {
    return takenIn().map(it -> it.troubles().get(name.toString()));
  }

  private Optional<TakenIn> takenIn() {
    return files.read(TAKEN_IN, TakenIn.class);
  }

  private Folder.Cabinet cabinet() {
    return new Folder.Cabinet(files, installation.id(), passedOver);
  }

  /** Lets the next daemon in. */
  @Override
  public void close() {
    tenure.ifPresent(Tenure::close);
  }
}
