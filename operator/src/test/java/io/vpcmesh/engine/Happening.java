package io.vpcmesh.engine;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.google.common.collect.ImmutableList;
import io.vpcmesh.deployment.Verb;
import io.vpcmesh.membership.Instance;
import io.vpcmesh.model.AlarmState;
import io.vpcmesh.model.AwsAction;
import java.util.Optional;

/** Something that people, instances, AWS, the API server or the process do at a moment of a run. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "what")
sealed interface Happening {

  /** Milliseconds after the beginning. */
  long at();

  /** What happens, for whoever reads a report. */
  String words();

  /** What a person declares of an endpoint, or writes that cannot be read. */
  record Declare(long at, String name, Sketch sketch) implements Happening {
    @Override
    public String words() {
      return "somebody declares " + name + " with " + sketch;
    }
  }

  /** An invalid spec, the first one perhaps: what was valid before stays in force. */
  record Break(long at, String name) implements Happening {
    @Override
    public String words() {
      return "somebody declares nonsense of " + name;
    }
  }

  /** The spec before the last one again. */
  record Revert(long at, String name) implements Happening {
    @Override
    public String words() {
      return "somebody reverts " + name;
    }
  }

  /** The endpoint shall go. */
  record Delete(long at, String name) implements Happening {
    @Override
    public String words() {
      return "somebody deletes " + name;
    }
  }

  /** A token of one of the verbs. */
  record Ask(long at, String name, Verb verb) implements Happening {
    @Override
    public String words() {
      return "somebody asks for " + verb.spelled() + " of " + name;
    }
  }

  /** What a person declares of the mesh. */
  record DeclareMesh(long at, MeshSketch sketch) implements Happening {
    @Override
    public String words() {
      return "somebody declares the mesh with " + sketch;
    }
  }

  /** At the end everything is deleted. */
  record TearDown(long at) implements Happening {
    @Override
    public String words() {
      return "in the end somebody deletes all endpoints and the mesh";
    }
  }

  /** An instance comes, or turns. */
  record Come(long at, String name, int number, Instance.State state) implements Happening {
    @Override
    public String words() {
      return "task " + number + " of " + name + " is " + state;
    }
  }

  /** An instance goes; {@code seen} if somebody watches it go. */
  record Go(long at, String name, int number, boolean seen) implements Happening {
    @Override
    public String words() {
      return "task %d of %s goes, and %s".formatted(number, name, seen ? "is seen" : "is not seen");
    }
  }

  /** The source of instances is not in sync. */
  record SourceLost(long at, long forMillis) implements Happening {
    @Override
    public String words() {
      return "the source of instances has no complete picture for " + forMillis + " ms";
    }
  }

  /** What AWS does in place of what it should. */
  enum Kind {
    DENIED,
    THROTTLED,
    UNAVAILABLE,
    HAPPENED_BUT_ERROR,
    TIMEOUT,
    STALE_READ,
    EMPTY_PAGE,
    OPERATION_FAILS,
    OPERATION_DELAYED
  }

  /**
   * Calls of the operator go wrong.
   *
   * @param action only such calls; absent: all
   * @param nth the first one that does, counted from here
   * @param times how many do
   * @param forMillis not after so long
   */
  record Trouble(long at, Optional<AwsAction> action, Kind kind, int nth, int times, long forMillis)
      implements Happening {
    @Override
    public String words() {
      return "AWS answers %s with %s, from call %d on, %d times, for at most %d ms"
          .formatted(
              action.map(AwsAction::awsName).orElse("any call"), kind, nth, times, forMillis);
    }
  }

  /**
   * The process dies.
   *
   * @param atWrite at a write of the store, else at a call to AWS
   * @param nth counted from here
   * @param after the call or the write happened
   * @param downFor until the next one begins
   */
  record Death(long at, boolean atWrite, int nth, boolean after, long downFor)
      implements Happening {
    @Override
    public String words() {
      return "the process dies %s its %d. %s from here, and is down for %d ms"
          .formatted(after ? "after" : "before", nth, atWrite ? "write" : "call", downFor);
    }
  }

  /**
   * Another replica takes over.
   *
   * @param behind what it knows of the declared world is so old
   * @param deposedFor so long the former leader goes on, behind its fence
   */
  record TakeOver(long at, long behind, long deposedFor) implements Happening {
    @Override
    public String words() {
      return "another replica takes over, %d ms behind; the former leader goes on for %d ms"
          .formatted(behind, deposedFor);
    }
  }

  /** Events of the API server come late, and those of several objects out of order. */
  record WatchLate(long at, long by, long forMillis) implements Happening {
    @Override
    public String words() {
      return "for %d ms events come up to %d ms late".formatted(forMillis, by);
    }
  }

  /** The watch says nothing until a list is read anew. */
  record WatchLost(long at, long forMillis) implements Happening {
    @Override
    public String words() {
      return "the watch is dead for " + forMillis + " ms, until everything is listed";
    }
  }

  /** What is known of an endpoint is told once more. */
  record Again(long at, String name) implements Happening {
    @Override
    public String words() {
      return "what is known of " + name + " is told again";
    }
  }

  /**
   * Writes to the store fail.
   *
   * @param nth the first one that does, counted from here
   * @param times how many do
   * @param after although they happened
   */
  record StoreTrouble(long at, int nth, int times, boolean after) implements Happening {
    @Override
    public String words() {
      return "%d writes fail from the %d. on%s"
          .formatted(times, nth, after ? " although they happen" : "");
    }
  }

  /** What a person declares of how changes of the mesh and its endpoints are brought in. */
  record DeclarePolicy(long at, PolicySketch policy) implements Happening {
    @Override
    public String words() {
      return "somebody declares that the mesh deploys with " + policy;
    }
  }

  /** The TTL of an endpoint is that of the mesh from now on. */
  record Inherit(long at, String name) implements Happening {
    @Override
    public String words() {
      return "somebody takes the TTL out of what is declared of " + name;
    }
  }

  /** A token of one of the verbs, of the mesh. */
  record AskMesh(long at, Verb verb) implements Happening {
    @Override
    public String words() {
      return "somebody asks for " + verb.spelled() + " of the mesh";
    }
  }

  /**
   * The mesh shall go.
   *
   * @param all with everything in it
   */
  record DeleteMesh(long at, boolean all) implements Happening {
    @Override
    public String words() {
      return "somebody deletes the mesh" + (all ? " and all endpoints" : "");
    }
  }

  /**
   * The alarm turns.
   *
   * @param state absent: there is no such alarm any more
   */
  record Alarm(long at, Optional<AlarmState> state) implements Happening {
    @Override
    public String words() {
      return "the alarm " + state.map(it -> "is " + it).orElse("is not there any more");
    }
  }

  /** What hooks answer from now on. */
  enum Opinion {
    APPROVES,
    OBJECTS,
    /** 503: ask again. */
    WAITS,
    IS_SILENT
  }

  /** The hook changes its mind. */
  record Hook(long at, Opinion opinion) implements Happening {
    @Override
    public String words() {
      return "from now on the hook " + opinion;
    }
  }

  /** AWS denies whatever is to be changed for one endpoint. */
  record Refuse(long at, String name, long forMillis) implements Happening {
    @Override
    public String words() {
      return "for %d ms AWS denies every change for %s".formatted(forMillis, name);
    }
  }

  /** Somebody with rights in the account does something to what is there for an endpoint. */
  record Meddle(long at, String name, Meddling deed) implements Happening {
    @Override
    public String words() {
      return "a person's hand in AWS, at " + name + ": " + deed;
    }
  }

  /** All kinds, for their JSON form. */
  static ImmutableList<Class<?>> kinds() {
    return ImmutableList.copyOf(Happening.class.getPermittedSubclasses());
  }
}
