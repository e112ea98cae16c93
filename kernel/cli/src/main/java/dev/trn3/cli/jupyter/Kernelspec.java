package dev.trn3.cli.jupyter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.notebook.client.OwnKernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The description of a kernel that Jupyter reads, and the pictures it shows.
 *
 * @param displayName what a person picks from a list
 * @param argv the command line, with {@code {connection_file}} in it
 * @param version the version of the workbench
 * @param java the version of the Java that it was made for; empty where that is not known
 */
public record Kernelspec(String displayName, List<String> argv, String version, String java) {

  /** The name under which the kernel is installed unless another is asked for. */
  public static final String DEFAULT_NAME = "trn3";

  /** What a person picks from a list unless another name is asked for. */
  public static final String DEFAULT_DISPLAY_NAME = OwnKernel.DISPLAY_NAME;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final List<String> LOGOS =
      List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg");

  public Kernelspec {
    argv = List.copyOf(argv);
  }

  /** A description for the Java that its command line names, as it is now. */
  public Kernelspec(String displayName, List<String> argv, String version) {
    this(displayName, argv, version, javaOf(argv));
  }

  /**
   * The version of the Java that a command line names, as the file {@code release} in its home
   * tells; empty where it does not.
   */
  public static String javaOf(List<String> argv) {
    Path home = Path.of(argv.get(0)).toAbsolutePath().getParent().resolveSibling("release");
    Properties release = new Properties();
    try (Reader in = Files.newBufferedReader(home)) {
      release.load(in);
    } catch (IOException e) {
      return ""; // No JDK as vendors make them.
    }
    return release.getProperty("JAVA_VERSION", "").replace("\"", "");
  }

  /** True where Jupyter accepts this as the name of a kernel. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** Writes the description and the pictures into a folder, which is made where missing. */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String logo : LOGOS) {
      try (InputStream in = Kernelspec.class.getResourceAsStream(logo)) {
        Files.copy(in, folder.resolve(logo), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    save(folder, tree());
  }

  /**
   * Changes the command line of this kernel where it was read, and for which Java it was made. What
   * else a person has written there stays.
   *
   * @return whether it was changed; not where the kernel is gone since, or is another one
   */
  boolean rewrite(Path folder, List<String> newArgv, String newJava) throws IOException {
    if (!Files.exists(folder.resolve("kernel.json"))) {
      return false;
    }
    JsonNode tree = JSON.readTree(folder.resolve("kernel.json").toFile());
    if (!of(tree).equals(this)
        || !(tree instanceof ObjectNode kernel)
        || !(tree.at("/metadata/trn3") instanceof ObjectNode ours)) {
      return false;
    }
    newArgv.forEach(kernel.putArray("argv")::add);
    ours.put("java", newJava);
    save(folder, tree);
    return true;
  }

  private static void save(Path folder, JsonNode tree) throws IOException {
    Path draft = folder.resolve("kernel.json.part"); // Nobody shall read half of it.
    Files.writeString(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n");
    Files.move(draft, folder.resolve("kernel.json"), StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads the description in a folder.
   *
   * @throws IOException where there is none, or it is no JSON
   */
  public static Kernelspec read(Path folder) throws IOException {
    return of(JSON.readTree(folder.resolve("kernel.json").toFile()));
  }

  private static Kernelspec of(JsonNode tree) {
    List<String> argv = new ArrayList<>();
    tree.path("argv").forEach(argument -> argv.add(argument.asText()));
    return new Kernelspec(
        tree.path("display_name").asText(),
        argv,
        tree.path("metadata").path("trn3").path("version").asText(),
        tree.path("metadata").path("trn3").path("java").asText());
  }

  /** True where a folder holds a kernel of this workbench, of any version. */
  public static boolean isOurs(Path folder) {
    try {
      return !read(folder).version().isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private ObjectNode tree() {
    ObjectNode tree = JSON.createObjectNode();
    argv.forEach(tree.putArray("argv")::add);
    tree.put("display_name", displayName);
    tree.put("language", "java");
    tree.put("interrupt_mode", "message");
    tree.put("kernel_protocol_version", "5.5");
    ObjectNode metadata = tree.putObject("metadata");
    metadata.put("debugger", true); // JupyterLab looks here, not at what the kernel says.
    metadata.putArray("supported_encryption").add("curve");
    metadata.putObject("trn3").put("version", version).put("java", java);
    return tree;
  }
}
