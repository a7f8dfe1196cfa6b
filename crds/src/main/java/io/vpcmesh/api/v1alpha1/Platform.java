package io.vpcmesh.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** What a group lets in besides the clients of its service. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Platform(List<PlatformSource> sources, List<DnsServers> dns) {
  public Platform {
    sources = Copies.list(sources);
    dns = Copies.list(dns);
  }
}
