package io.vpcmesh.cloud.simulated;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableSet;
import io.vpcmesh.cloud.Ec2;
import io.vpcmesh.cloud.ManagedPrefixList;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.model.AddressFamily;
import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.PrefixListId;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The managed prefix lists of the account; people make, change and delete them. */
record PrefixLists(World world) {

  private static final int ID = 17;

  PrefixListId make(
      AddressFamily family, Optional<Integer> maxEntries, ImmutableSet<Cidr> entries) {
    PrefixListId id = new PrefixListId(world.chance().hex("pl-", ID));
    put(new PrefixListState(new ManagedPrefixList(id, family, maxEntries), entries));
    return id;
  }

  void change(PrefixListId id, ImmutableSet<Cidr> entries) {
    put(new PrefixListState(find(id).orElseThrow().list(), entries));
  }

  private void put(PrefixListState state) {
    world.ec2().put(world.now(), state);
  }

  void delete(PrefixListId id) {
    world.ec2().prefixLists().remove(world.now(), id.value());
  }

  Optional<PrefixListState> find(PrefixListId id) {
    return world.ec2().prefixLists().find(id.value());
  }

  Page<ManagedPrefixList> describe(ImmutableSet<PrefixListId> asked, Optional<String> nextToken) {
    Preconditions.checkArgument(!asked.isEmpty(), "no prefix list is asked for");
    String start = Pages.start(nextToken);
    if (world.circumstances().emptyPage().isPresent()) {
      return Pages.empty(world.circumstances().emptyPage().orElseThrow(), start);
    }
    asked.stream()
        .filter(id -> seen(id).isEmpty())
        .filter(_ -> !world.rules().keeps(PrefixListRule.UNKNOWN_LEFT_OUT))
        .forEach(id -> {
          throw missing(id);
        });
    boolean filtered = world.rules().keeps(PrefixListRule.FILTERED);
    return Pages.cut(
        world
            .ec2()
            .prefixLists()
            .streamAfter(start, seenAt())
            .map(PrefixListState::list)
            .filter(list -> !filtered || asked.contains(list.id()))
            .map(this::shown),
        pageSize(PrefixListRule.DESCRIBE_PAGED),
        list -> list.id().value());
  }

  private ManagedPrefixList shown(ManagedPrefixList list) {
    return world.rules().keeps(PrefixListRule.MAX_ENTRIES_SHOWN)
        ? list
        : new ManagedPrefixList(list.id(), list.family(), Optional.empty());
  }

  Page<Cidr> entries(PrefixListId id, Optional<String> nextToken) {
    String start = Pages.start(nextToken);
    if (world.circumstances().emptyPage().isPresent()) {
      return Pages.empty(world.circumstances().emptyPage().orElseThrow(), start);
    }
    Optional<PrefixListState> list = seen(id);
    if (list.isEmpty() && world.rules().keeps(PrefixListRule.ENTRIES_NEED_LIST)) {
      throw missing(id);
    }
    Stream<Cidr> entries =
        list.stream()
            .flatMap(it -> it.entries().stream())
            .filter(cidr -> cidr.toString().compareTo(start) > 0);
    return Pages.cut(
        entries.sorted((one, other) -> one.toString().compareTo(other.toString())),
        pageSize(PrefixListRule.ENTRIES_PAGED),
        Cidr::toString);
  }

  private Optional<PrefixListState> seen(PrefixListId id) {
    return world.ec2().prefixLists().find(id.value(), seenAt());
  }

  private Instant seenAt() {
    return world.seen(PrefixListRule.READS_LAG, world.settings().latencies().listingLag());
  }

  private int pageSize(Rule paged) {
    return world.rules().keeps(paged) ? Ec2.PREFIX_LIST_PAGE_SIZE : Integer.MAX_VALUE;
  }

  private static Refused missing(PrefixListId id) {
    return Refused.missing(
        "InvalidPrefixListID.NotFound", "The prefix list ID '" + id + "' does not exist");
  }
}
