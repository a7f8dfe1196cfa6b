package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The JSON form of specs and statuses.
 *
 * <p>Reading is lenient: fields and enum values of a newer version are passed over, because one
 * object that Java refuses would end the watch for all. Strictness towards people is the schema's.
 */
public final class ResourceJson {
  private ResourceJson() {}

  /** A mapper of one's own, so that nobody can change it for others. */
  public static ObjectMapper mapper() {
    return JsonMapper.builder()
        .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }
}
