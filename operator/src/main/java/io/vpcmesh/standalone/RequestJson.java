package io.vpcmesh.standalone;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.vpcmesh.standalone.directory.Request;

/** A request begins with its verb. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "verb")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Request.Prune.class, name = "prune"),
  @JsonSubTypes.Type(value = Request.Annotate.class, name = "annotate"),
  @JsonSubTypes.Type(value = Request.Unreadable.class, name = "unreadable")
})
interface RequestJson {}
