package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;

class NewsTest {

  private final News news = new News();

  @Test
  void anotherGenerationIsNews() {
    assertThat(news.accept(orders(2, Finalizers.NAME), orders(1, Finalizers.NAME))).isTrue();
  }

  @Test
  void aFinalizerOfOthersIsNone() {
    assertThat(news.accept(orders(1, Finalizers.NAME, "theirs"), orders(1, Finalizers.NAME)))
        .isFalse();
  }

  @Test
  void ourFinalizerIsMissedWhenItGoesButIsNoNewsWhenItComes() {
    assertThat(news.accept(orders(1), orders(1, Finalizers.NAME))).isTrue();
    assertThat(news.accept(orders(1, Finalizers.NAME), orders(1))).isFalse();
  }

  private static RawEndpoint orders(long generation, String... finalizers) {
    RawEndpoint endpoint = new RawEndpoint();
    endpoint.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("orders")
            .withUid("u1")
            .withGeneration(generation)
            .withFinalizers(finalizers)
            .build());
    return endpoint;
  }
}
