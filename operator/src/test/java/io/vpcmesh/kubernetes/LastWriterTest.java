package io.vpcmesh.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcmesh.model.Resource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who wrote a spec last. */
class LastWriterTest {

  @Test
  void theNewestOfThoseWhoWroteTheSpecIsIt() {
    ObjectMeta metadata =
        written(
            entry("helm", "2026-07-01T10:00:00Z", "f:spec"),
            entry("argocd-controller", "2026-07-02T10:00:00Z", "f:spec"),
            entry("kubectl-annotate", "2026-07-03T10:00:00Z", "f:metadata"),
            entry("vpcmesh-status", "2026-07-04T10:00:00Z", "f:status"));

    assertThat(LastWriter.of(metadata)).contains("argocd-controller");
  }

  @Test
  void theOperatorItselfIsNobody() {
    assertThat(LastWriter.of(written(entry("vpcmesh", "2026-07-01T10:00:00Z", "f:spec"))))
        .isEmpty();
  }

  @Test
  void theNameIsKeptAndTheRecordIsNot() {
    RawEndpoint endpoint = new RawEndpoint();
    endpoint.setMetadata(written(entry("helm", "2026-07-01T10:00:00Z", "f:spec")));
    SlimStore<RawEndpoint> store = new SlimStore<>();

    store.put("shop/orders", endpoint);
    store.put("shop/orders", store.get("shop/orders"));

    ObjectMeta kept = store.get("shop/orders").getMetadata();
    assertThat(kept.getManagedFields()).isEmpty();
    assertThat(LastWriter.of(kept)).contains("helm");
  }

  @Test
  void whoeverPretendsToBeSomebodyIsNotBelieved() {
    ObjectMeta metadata = written(entry("helm", "2026-07-01T10:00:00Z", "f:spec"));
    metadata.setAnnotations(Map.of(Resource.CHANGED_BY, "the-boss"));
    ObjectMeta nobody = written(entry("helm", "2026-07-01T10:00:00Z", "f:metadata"));
    nobody.setAnnotations(Map.of(Resource.CHANGED_BY, "the-boss"));

    LastWriter.keep(metadata);
    LastWriter.keep(nobody);

    assertThat(metadata.getAnnotations()).containsEntry(Resource.CHANGED_BY, "helm");
    assertThat(nobody.getAnnotations()).doesNotContainKey(Resource.CHANGED_BY);
  }

  @Test
  void aNameCarriesNoCredentialsNorLinesAndIsShort() {
    ObjectMeta metadata =
        written(
            entry("a\nAKIAABCDEFGHIJKLMNOP " + "x".repeat(200), "2026-07-01T10:00:00Z", "f:spec"));

    assertThat(LastWriter.of(metadata).orElseThrow()).startsWith("a?*** xxx").hasSize(128);
  }

  private static ObjectMeta written(ManagedFieldsEntry... entries) {
    return new ObjectMetaBuilder()
        .withNamespace("shop")
        .withName("orders")
        .withManagedFields(entries)
        .build();
  }

  private static ManagedFieldsEntry entry(String manager, String time, String field) {
    FieldsV1 fields = new FieldsV1();
    fields.setAdditionalProperty(field, Map.of());
    return new ManagedFieldsEntryBuilder()
        .withManager(manager)
        .withTime(time)
        .withFieldsV1(fields)
        .build();
  }
}
