package dev.trn3.cli.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an installed kernel keeps of the jars that hold machine code. */
class SigningLibraryTest {

  private static final String X86 = "libsigns-linux-x86_64.so";
  private static final String ARM = "libsigns-linux-aarch_64.so";
  private static final String MAC = "libsigns-osx-aarch_64.dylib";
  private static final String WINDOWS = "signs-windows-x86_64.dll";

  @TempDir private Path folder;
  private Path jar;
  private Path plain;
  private Path unpacked;

  @BeforeEach
  void makeJars() throws IOException {
    jar = jar("signs.jar", "META-INF/native/", X86, ARM, MAC, WINDOWS);
    plain = jar("plain.jar", "some/where/", X86);
    unpacked = folder.resolve("native");
  }

  private Path jar(String name, String place, String... libraries) throws IOException {
    Path made = folder.resolve(name);
    try (FileSystem inside = FileSystems.newFileSystem(made, Map.of("create", "true"))) {
      Files.createDirectories(inside.getPath(place));
      for (String library : libraries) {
        Files.writeString(inside.getPath(place, library), "code of " + library);
      }
      Files.writeString(inside.getPath("Signs.class"), "a class");
    }
    return made;
  }

  private static boolean has(Path jar, String entry) throws IOException {
    try (FileSystem inside = FileSystems.newFileSystem(jar)) {
      return Files.exists(inside.getPath(entry));
    }
  }

  @Test
  void standsBesideTheJarsAndNoMoreInThem() throws IOException {
    List<String> flags = SigningLibrary.unpack(List.of(plain, jar), unpacked, "Linux", "amd64");

    assertThat(flags).containsExactly("-Djava.library.path=" + unpacked);
    assertThat(unpacked.resolve(X86)).hasContent("code of " + X86);
    assertThat(unpacked).isDirectoryNotContaining(file -> !file.endsWith(X86));
    for (String library : List.of(X86, ARM, MAC, WINDOWS)) {
      assertThat(has(jar, "META-INF/native/" + library)).as(library).isFalse();
    }
    assertThat(has(jar, "Signs.class")).isTrue();
    assertThat(has(plain, "some/where/" + X86)).isTrue();
  }

  @Test
  void isTheOneForTheMachine() throws IOException {
    SigningLibrary.unpack(List.of(jar), unpacked, "Mac OS X", "aarch64");

    assertThat(unpacked).isDirectoryContaining(file -> file.endsWith(MAC));
    assertThat(unpacked.resolve(X86)).doesNotExist();
  }

  @Test
  void isLeftInItsJarWhereNoneIsForTheMachine() throws IOException {
    for (String system : List.of("Windows 11", "FreeBSD")) {
      assertThat(SigningLibrary.unpack(List.of(jar), unpacked, system, "amd64")).isEmpty();
    }

    assertThat(unpacked).doesNotExist();
    assertThat(has(jar, "META-INF/native/" + X86)).isTrue();
  }

  /** In a JVM of its own, which finds no place to unpack a library. */
  @Test
  void isFoundByAJvmThatCannotUnpackIt() throws Exception {
    Path copy = Files.copy(jarOf(Class.forName(Signing.SIGNER)), folder.resolve("conscrypt.jar"));
    List<String> flags = SigningLibrary.unpack(List.of(copy), unpacked);
    assumeThat(flags).isNotEmpty();

    Process java =
        new ProcessBuilder(
                KernelProgram.thisJava().toString(),
                flags.get(0),
                "-Djava.io.tmpdir=" + folder.resolve("nowhere"),
                "-cp",
                jarOf(Signing.class) + File.pathSeparator + copy,
                Signing.class.getName())
            .redirectErrorStream(true)
            .start();

    String said = new String(java.getInputStream().readAllBytes(), UTF_8);
    assertThat(java.waitFor()).as(said).isZero();
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** Ends in order where there is the library. */
  static final class Signing {

    static final String SIGNER = "org.conscrypt.OpenSSLMac$HmacSHA256";

    private Signing() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
      Class.forName(SIGNER).getConstructor().newInstance();
    }
  }
}
