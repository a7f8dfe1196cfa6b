package io.vpcmesh.cloud;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * One page of a listing. A listing is complete only when its last page, the one without a next
 * token, has been read; an empty page may well have a successor.
 */
public record Page<T>(ImmutableList<T> items, Optional<String> nextToken) {

  public static <T> Page<T> last(ImmutableList<T> items) {
    return new Page<>(items, Optional.empty());
  }
}
