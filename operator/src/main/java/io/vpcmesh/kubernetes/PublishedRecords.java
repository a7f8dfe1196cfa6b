package io.vpcmesh.kubernetes;

import com.google.common.collect.ImmutableSet;
import io.vpcmesh.deployment.Changes;
import io.vpcmesh.engine.Journal;
import io.vpcmesh.engine.codec.DeploymentRecord;
import io.vpcmesh.engine.codec.DeploymentRecords;
import io.vpcmesh.model.Key;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** What there is of the records of one resource, and what there shall be. */
final class PublishedRecords {

  final Map<String, PublishedRecord> there = new ConcurrentHashMap<>();

  /** Records that somebody deleted, or that came too late; they are not written any more. */
  final Set<String> gone = ConcurrentHashMap.newKeySet();

  /** Whether somebody is about to look at it. */
  final AtomicBoolean queued = new AtomicBoolean();

  private volatile Journal journal;
  private volatile boolean behind;

  PublishedRecords(Journal journal) {
    this.journal = journal;
  }

  Journal journal() {
    return journal;
  }

  void journal(Journal next) {
    journal = next;
  }

  boolean isBehind() {
    return behind;
  }

  void behind(boolean next) {
    behind = next;
  }

  boolean knows(String name) {
    return there.containsKey(name) || gone.contains(name);
  }

  /** It was there, and is not any more. */
  void lose(String name) {
    there.remove(name);
    gone.add(name);
  }

  /** Whether a record that is there does not say what the journal does. */
  boolean differs(Key key) {
    return DeploymentRecords.of(key, journal).entrySet().stream()
            .anyMatch(record -> differs(record.getKey(), record.getValue()))
        || !surplus(key).isEmpty();
  }

  private boolean differs(String name, DeploymentRecord record) {
    PublishedRecord known = there.get(name);
    return known != null && (known.lacksLabelOf(record) || !known.says(record));
  }

  /**
   * The names of records of which the journal knows nothing any more. One with a higher number is
   * of a change that is about to be journaled.
   */
  ImmutableSet<String> surplus(Key key) {
    long newest = journal.changes().map(Changes::revisions).orElse(0L);
    ImmutableSet<String> kept = DeploymentRecords.kept(key, journal);
    return there.entrySet().stream()
        .filter(record -> record.getValue().revision() <= newest)
        .map(Map.Entry::getKey)
        .filter(name -> !kept.contains(name))
        .collect(ImmutableSet.toImmutableSet());
  }
}
