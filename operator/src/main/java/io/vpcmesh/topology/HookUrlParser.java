package io.vpcmesh.topology;

import io.vpcmesh.model.Cidr;
import io.vpcmesh.model.IpAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads where a hook is asked. The operator calls it from inside the network, so what gives out
 * credentials to whoever asks there must not be named.
 */
record HookUrlParser(Findings findings, String field) {

  private static final Pattern WITH_USER = Pattern.compile("[^/]*//[^/?#]*@.*", Pattern.DOTALL);

  /** What a resolver takes for an address, whatever base it is written in. */
  private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(0[xX][0-9a-fA-F]*|[0-9]+)\\.?");

  private static final Cidr INSTANCE_METADATA = Cidr.of("fd00:ec2::/32");
  private static final String LINK_LOCAL =
      "is link-local, where instances and containers are given their credentials: name another host";
  private static final int LAST_PORT = 65_535;

  Optional<URI> parse(@Nullable String declared) {
    if (declared != null && WITH_USER.matcher(declared).matches()) {
      // Not quoted: it may be a password.
      findings.refuse(
          field,
          "names a user, for everybody who may read the mesh: leave out what is before the @");
      return Optional.empty();
    }
    return findings.shaped(field, declared, Shape.HOOK_URL).flatMap(this::url);
  }

  private Optional<URI> url(String text) {
    Optional<URI> url = read(text).filter(it -> hasPlainHost(it) && it.getPort() <= LAST_PORT);
    if (url.isEmpty()) {
      findings.refuse(
          field,
          "%s has no host that is a name or a plain IP address: write %s"
              .formatted(Findings.quote(text), Shape.HOOK_URL.description()));
      return Optional.empty();
    }
    Optional<String> objection = objection(url.orElseThrow().getHost());
    objection.ifPresent(it -> findings.refuse(field, Findings.quote(text) + " " + it));
    return objection.isPresent() ? Optional.empty() : url;
  }

  private static Optional<URI> read(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean hasPlainHost(URI url) {
    String host = url.getHost();
    return host != null && (!NUMBER.matcher(host).matches() || ip(host).isPresent());
  }

  private static Optional<String> objection(String host) {
    if (!host.startsWith("[")) {
      return ip(host).filter(HookUrlParser::givesOutCredentials).map(_ -> LINK_LOCAL);
    }
    Optional<IpAddress> ip = ip(host.substring(1, host.length() - 1));
    if (ip.isEmpty() || !ip.orElseThrow().isIpv6()) {
      return Optional.of(
          "is IPv4 written as IPv6, or means something on one host only: write "
              + Shape.HOOK_URL.description());
    }
    return ip.filter(HookUrlParser::givesOutCredentials).map(_ -> LINK_LOCAL);
  }

  private static Optional<IpAddress> ip(String host) {
    try {
      return Optional.of(new IpAddress(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static boolean givesOutCredentials(IpAddress ip) {
    return InetAddress.ofLiteral(ip.value()).isLinkLocalAddress()
        || INSTANCE_METADATA.contains(new Cidr(ip, ip.isIpv6() ? 128 : 32));
  }
}
