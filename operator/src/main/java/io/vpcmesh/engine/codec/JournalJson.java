package io.vpcmesh.engine.codec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.guava.GuavaModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vpcmesh.api.v1alpha1.ResourceJson;

/** The JSON form of everything that is remembered: the one place that decides how it looks. */
public final class JournalJson {

  private JournalJson() {}

  /** A mapper of one's own, so that nobody can change it for others. */
  public static ObjectMapper mapper() {
    return ResourceJson.mapper()
        .registerModule(new Jdk8Module())
        .registerModule(new GuavaModule())
        .registerModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(SerializationFeature.INDENT_OUTPUT);
  }
}
