package io.vpcmesh;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.tngtech.archunit.core.domain.JavaClass;

/**
 * Who may use what, as allow-lists: a package or a library that is not named here may not be used.
 *
 * <p>Names are those below {@code io.vpcmesh}; a new package starts with a line here.
 */
final class PackageMap {

  static final String ROOT = "io.vpcmesh";
  private static final String API = "api.v1alpha1";

  /** Packages that decide: no clock, no files, no threads, no logging, no AWS. */
  private static final ImmutableSet<String> PURE =
      ImmutableSet.of(
          "model",
          "topology",
          "membership",
          "registry",
          "firewall",
          "balancer",
          "proxy",
          "deployment",
          "reach",
          "status");

  private static final ImmutableSet<String> CORE =
      with(PURE, API, "cloud", "telemetry", "registry.apply", "firewall.apply", "balancer.apply");

  private static final ImmutableSet<String> DRIVER =
      with(CORE, "config", "engine", "engine.codec", "engine.requests", "manifest", "runtime");

  /** Package → the packages of ours that it may use beside itself. */
  private static final ImmutableMap<String, ImmutableSet<String>> OURS =
      ImmutableMap.<String, ImmutableSet<String>>builder()
          .put(API, ImmutableSet.of())
          .put("model", ImmutableSet.of())
          .put("topology", ImmutableSet.of("model", API))
          .put("membership", ImmutableSet.of("model", "topology"))
          .put("registry", ImmutableSet.of("model", "topology", "membership"))
          .put("firewall", ImmutableSet.of("model", "topology", "membership"))
          .put("reach", ImmutableSet.of("model", "topology", "firewall"))
          .put("balancer", ImmutableSet.of("model", "topology", "membership"))
          .put("proxy", ImmutableSet.of("model", "topology", "membership"))
          .put("deployment", ImmutableSet.of("model"))
          .put("status", ImmutableSet.of("model", "topology", "deployment", API))
          .put("config", ImmutableSet.of("model"))
          .put("telemetry", ImmutableSet.of("model", "deployment"))
          .put("manifest", ImmutableSet.of("model", "topology", API))
          .put("cloud", ImmutableSet.of("model"))
          .put("cloud.aws", ImmutableSet.of("model", "cloud"))
          .put("cloud.simulated", ImmutableSet.of("model", "cloud"))
          .put("registry.apply", applierOf("registry"))
          .put("firewall.apply", applierOf("firewall"))
          .put("balancer.apply", applierOf("balancer"))
          .put("membership.simulated", ImmutableSet.of("model", "topology", "membership"))
          .put("membership.kubernetes", ImmutableSet.of("model", "topology", "membership"))
          .put("membership.ecs", ImmutableSet.of("model", "topology", "membership", "cloud"))
          .put("membership.cloudmap", ImmutableSet.of("model", "topology", "membership", "cloud"))
          .put("proxy.xds", ImmutableSet.of("model", "proxy"))
          .put("engine.requests", ImmutableSet.of("model"))
          .put("engine", with(CORE, "engine.codec", "engine.requests"))
          .put("runtime", with(CORE, "engine"))
          .put("engine.codec", with(CORE, "engine"))
          .put("console", ImmutableSet.of("model", "engine"))
          .put("kubernetes", with(DRIVER, "membership.kubernetes"))
          .put("cli.table", ImmutableSet.of())
          .put("standalone", with(DRIVER, "standalone.directory"))
          .put("standalone.directory", with(PURE, API, "manifest"))
          .build();

  /** Packages that build the object graph and therefore know everything; {@code ""} is Main. */
  private static final ImmutableSet<String> KNOW_EVERYTHING = ImmutableSet.of("", "cli", "demo");

  /** Library → the packages that may use it, beside those that know everything. */
  private static final ImmutableMap<String, ImmutableSet<String>> LIBRARIES =
      ImmutableMap.<String, ImmutableSet<String>>builder()
          .put("com.google.common", Sets.difference(OURS.keySet(), PURE).immutableCopy())
          .put("com.fasterxml.jackson.annotation", ImmutableSet.of(API, "manifest", "standalone"))
          .put(
              "com.fasterxml.jackson",
              ImmutableSet.of(
                  API,
                  "manifest",
                  "standalone",
                  "engine.codec",
                  "cloud.aws",
                  "kubernetes",
                  "runtime"))
          .put("com.sun.net.httpserver", ImmutableSet.of("runtime", "console"))
          .put("com.networknt.schema", ImmutableSet.of("manifest"))
          .put("org.apache.commons.text", ImmutableSet.of("manifest"))
          .put("org.snakeyaml.engine", ImmutableSet.of("manifest", "standalone", "engine.codec"))
          .put("software.amazon.awssdk", ImmutableSet.of("cloud.aws"))
          .put("io.fabric8", ImmutableSet.of(API, "kubernetes", "membership.kubernetes"))
          .put("io.javaoperatorsdk", ImmutableSet.of("kubernetes"))
          .put("io.micrometer", ImmutableSet.of("telemetry"))
          .put("io.prometheus", ImmutableSet.of("telemetry"))
          .put("io.grpc", ImmutableSet.of("proxy.xds"))
          .put("io.envoyproxy", ImmutableSet.of("proxy", "proxy.xds"))
          .put("com.google.protobuf", ImmutableSet.of("proxy", "proxy.xds"))
          .put("picocli", ImmutableSet.of("config", "cli.table"))
          .put(
              "org.slf4j",
              ImmutableSet.of(
                  "engine",
                  "runtime",
                  "standalone",
                  "kubernetes",
                  "telemetry",
                  "cloud.aws",
                  "proxy.xds",
                  "console"))
          .build();

  /** Where the program meets the world: clock, randomness, environment and sleeping enter here. */
  private static final ImmutableSet<String> EDGES =
      ImmutableSet.of("", "cli", "config", "runtime", "standalone", "kubernetes");

  /** Libraries of values, open to every package. */
  private static final ImmutableSet<String> VALUE_LIBRARIES =
      ImmutableSet.of(
          "com.google.common.base",
          "com.google.common.collect",
          "com.google.common.hash",
          "com.google.common.net",
          "com.google.errorprone.annotations",
          "org.jspecify.annotations");

  /** Packages of the JDK that hold values and no effects. */
  private static final ImmutableSet<String> VALUE_JDK =
      ImmutableSet.of(
          "java.lang",
          "java.lang.annotation",
          "java.lang.invoke",
          "java.lang.runtime",
          "java.math",
          "java.nio.charset",
          "java.time",
          "java.time.chrono",
          "java.time.format",
          "java.time.temporal",
          "java.util",
          "java.util.function",
          "java.util.regex",
          "java.util.stream");

  /** Single types of the JDK that are values in a package of effects. */
  private static final ImmutableSet<String> VALUE_TYPES =
      ImmutableSet.of(
          "java.net.URI", "java.net.InetAddress", "java.net.Inet4Address", "java.net.Inet6Address");

  /** Single types of the JDK that are effects in a package of values. */
  private static final ImmutableSet<String> EFFECT_TYPES =
      ImmutableSet.of(
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.lang.Runtime",
          "java.lang.ScopedValue",
          "java.lang.System",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.time.Clock",
          "java.time.InstantSource",
          "java.util.Random",
          "java.util.Scanner",
          "java.util.ServiceLoader",
          "java.util.Timer");

  private PackageMap() {}

  /** The package below {@code io.vpcmesh}; the empty string for the root. */
  static String nameOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }

  static boolean isOnTheMap(JavaClass type) {
    return OURS.containsKey(nameOf(type)) || KNOW_EVERYTHING.contains(nameOf(type));
  }

  static boolean isOurs(JavaClass type) {
    return type.getName().startsWith(ROOT + ".");
  }

  static boolean isJdk(JavaClass type) {
    return type.getName().startsWith("java.") || type.getName().startsWith("javax.");
  }

  static boolean isLibrary(JavaClass type) {
    return !isOurs(type) && !isJdk(type) && !type.isPrimitive();
  }

  static boolean isEdge(JavaClass type) {
    return EDGES.contains(nameOf(type));
  }

  static boolean isPure(JavaClass type) {
    return PURE.contains(nameOf(type));
  }

  /** Whether {@code user} may use {@code used}, both ours. */
  static boolean mayUseOurs(JavaClass user, JavaClass used) {
    String from = nameOf(user);
    String to = nameOf(used);
    return from.equals(to)
        || KNOW_EVERYTHING.contains(from)
        || OURS.getOrDefault(from, ImmutableSet.of()).contains(to);
  }

  /** Whether {@code user} may use {@code used}, which comes from a library. */
  static boolean mayUseLibrary(JavaClass user, JavaClass used) {
    String from = nameOf(user);
    return VALUE_LIBRARIES.contains(used.getPackageName())
        || LIBRARIES.entrySet().stream()
            .filter(library -> used.getName().startsWith(library.getKey() + "."))
            .anyMatch(
                library -> library.getValue().contains(from) || KNOW_EVERYTHING.contains(from));
  }

  static boolean mayUseFabric8(JavaClass user) {
    return KNOW_EVERYTHING.contains(nameOf(user))
        || LIBRARIES.getOrDefault("io.fabric8", ImmutableSet.of()).contains(nameOf(user));
  }

  /** Whether code that decides may use {@code used}, which comes from the JDK. */
  static boolean isValue(JavaClass used) {
    return VALUE_TYPES.contains(used.getName())
        || (VALUE_JDK.contains(used.getPackageName()) && !EFFECT_TYPES.contains(used.getName()));
  }

  private static ImmutableSet<String> applierOf(String feature) {
    return ImmutableSet.of(feature, "cloud", "model", "topology", "membership");
  }

  private static ImmutableSet<String> with(ImmutableSet<String> some, String... more) {
    return ImmutableSet.<String>builder().addAll(some).add(more).build();
  }
}
