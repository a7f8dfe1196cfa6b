package io.vpcmesh.e2e.plane;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/** Who may enter the API server, as files in one folder. */
final class Credentials {

  private static final int LINE = 64;

  private final Path folder;

  private Credentials(Path folder) {
    this.folder = folder;
  }

  /** Makes an administrator, and the keys that tokens of service accounts are signed with. */
  static Credentials make(Path folder, URI server) throws IOException {
    Credentials made = new Credentials(Files.createDirectories(folder));
    String token = UUID.randomUUID().toString();
    Files.writeString(made.tokens(), "%s,admin,admin,\"system:masters\"%n".formatted(token));
    made.writeKeys();
    made.kubeconfig("admin", server, token);
    return made;
  }

  /** Where the API server puts the certificate that it makes for itself. */
  Path certificates() {
    return folder;
  }

  Path tokens() {
    return folder.resolve("tokens.csv");
  }

  Path signingKey() {
    return folder.resolve("service-accounts.key");
  }

  Path verifyingKey() {
    return folder.resolve("service-accounts.pub");
  }

  Path admin() {
    return folder.resolve("admin.kubeconfig");
  }

  /** A file with which clients enter as whoever the token belongs to. */
  Path kubeconfig(String user, URI server, String token) throws IOException {
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: e2e
        contexts:
        - name: e2e
          context: {cluster: e2e, user: %1$s}
        clusters:
        - name: e2e
          cluster: {server: "%2$s", certificate-authority: "%3$s"}
        users:
        - name: %1$s
          user: {token: "%4$s"}
        """
            .formatted(user, server, folder.resolve("apiserver.crt"), token);
    return Files.writeString(folder.resolve(user + ".kubeconfig"), text);
  }

  private void writeKeys() throws IOException {
    KeyPair keys = newKeys();
    Files.writeString(signingKey(), pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    Files.writeString(verifyingKey(), pem("PUBLIC KEY", keys.getPublic().getEncoded()));
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private static String pem(String what, byte[] content) {
    String lines = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(what, lines);
  }
}
