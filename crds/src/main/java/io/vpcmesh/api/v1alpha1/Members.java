package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Which namespaces may hold endpoints of a mesh. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Members(@Nullable NamespaceSelector namespaceSelector) {}
