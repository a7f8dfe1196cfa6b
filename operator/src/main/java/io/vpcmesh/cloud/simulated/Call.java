package io.vpcmesh.cloud.simulated;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import io.vpcmesh.model.AwsAction;
import io.vpcmesh.model.InstanceId;
import java.time.Instant;
import java.util.Optional;

/**
 * One request of a client.
 *
 * @param number counts the calls of all clients, from 1
 * @param client who called
 */
public record Call(long number, String client, String region, Instant at, Request request) {

  public AwsAction action() {
    return request.action();
  }

  @Override
  public String toString() {
    return number + " " + client + " " + request;
  }

  /**
   * What was asked for.
   *
   * @param subject the id, ARN or name of the object that the call is about
   * @param instance present when it is about an instance of that service
   * @param values attributes, tags or settings that the call would write
   */
  public record Request(
      AwsAction action,
      String subject,
      Optional<InstanceId> instance,
      ImmutableMap<String, String> values) {

    static Request of(AwsAction action, String subject) {
      return new Request(action, subject, Optional.empty(), ImmutableMap.of());
    }

    static Request of(AwsAction action, String subject, InstanceId instance) {
      return new Request(action, subject, Optional.of(instance), ImmutableMap.of());
    }

    Request with(ImmutableMap<String, String> next) {
      return new Request(action, subject, instance, next);
    }

    @Override
    public String toString() {
      return action.awsName()
          + " "
          + subject
          + instance.map(id -> " " + id).orElse("")
          + (values.isEmpty() ? "" : " " + ImmutableSortedMap.copyOf(values));
    }
  }
}
