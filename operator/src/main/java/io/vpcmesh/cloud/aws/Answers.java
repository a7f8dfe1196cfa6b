package io.vpcmesh.cloud.aws;

import com.google.common.base.Enums;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.vpcmesh.cloud.DiscoveredInstance;
import io.vpcmesh.cloud.Operation;
import io.vpcmesh.cloud.Page;
import io.vpcmesh.cloud.RegisteredInstance;
import io.vpcmesh.model.HealthStatus;
import io.vpcmesh.model.InstanceId;
import io.vpcmesh.model.OperationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.servicediscovery.model.HttpInstanceSummary;
import software.amazon.awssdk.services.servicediscovery.model.Instance;
import software.amazon.awssdk.services.servicediscovery.model.InstanceSummary;
import software.amazon.awssdk.services.servicediscovery.model.Tag;

/** Answers of the SDK as our records; an answer that lacks what it must have is none. */
final class Answers {

  private Answers() {}

  static OperationId operationId(@Nullable String id) {
    return new OperationId(required(id, "OperationId"));
  }

  static Operation operation(
      software.amazon.awssdk.services.servicediscovery.model.@Nullable Operation answer) {
    software.amazon.awssdk.services.servicediscovery.model.Operation operation =
        required(answer, "Operation");
    return new Operation(
        new OperationId(required(operation.id(), "Operation.Id")),
        word(Operation.Status.class, operation.statusAsString(), "Operation.Status"),
        error(operation),
        ImmutableMap.copyOf(operation.targetsAsStrings()));
  }

  static RegisteredInstance registered(@Nullable Instance answer) {
    Instance instance = required(answer, "Instance");
    return registered(instance.id(), instance.attributes());
  }

  static RegisteredInstance registered(InstanceSummary instance) {
    return registered(instance.id(), instance.attributes());
  }

  static DiscoveredInstance discovered(HttpInstanceSummary instance) {
    return new DiscoveredInstance(
        new InstanceId(required(instance.instanceId(), "InstanceId")),
        Enums.getIfPresent(HealthStatus.class, Strings.nullToEmpty(instance.healthStatusAsString()))
            .toJavaUtil(),
        ImmutableMap.copyOf(instance.attributes()));
  }

  static ImmutableMap<String, String> tags(List<Tag> tags) {
    return tags.stream()
        .collect(ImmutableMap.toImmutableMap(Tag::key, tag -> Strings.nullToEmpty(tag.value())));
  }

  static <S, T> Page<T> page(List<S> items, @Nullable String nextToken, Function<S, T> each) {
    return page(items.stream().map(each).collect(ImmutableList.toImmutableList()), nextToken);
  }

  static <T> Page<T> page(ImmutableList<T> items, @Nullable String nextToken) {
    return new Page<>(items, Optional.ofNullable(nextToken).filter(token -> !token.isEmpty()));
  }

  /** Fails as a call without an answer does: what was asked for may have happened. */
  static <T> T required(@Nullable T value, String field) {
    if (value == null) {
      throw SdkClientException.create("the answer has no " + field);
    }
    return value;
  }

  static <E extends Enum<E>> E word(Class<E> words, @Nullable String word, String field) {
    return Enums.getIfPresent(words, required(word, field))
        .toJavaUtil()
        .orElseThrow(
            () -> SdkClientException.create("the answer has an unknown " + field + ": " + word));
  }

  private static RegisteredInstance registered(
      @Nullable String id, Map<String, String> attributes) {
    return new RegisteredInstance(
        new InstanceId(required(id, "Instance.Id")), ImmutableMap.copyOf(attributes));
  }

  private static Optional<String> error(
      software.amazon.awssdk.services.servicediscovery.model.Operation operation) {
    return Optional.ofNullable(operation.errorCode())
        .map(code -> code + ": " + Strings.nullToEmpty(operation.errorMessage()));
  }
}
