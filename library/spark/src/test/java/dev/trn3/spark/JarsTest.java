package dev.trn3.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class JarsTest {

  /** Charts and tables are drawn by whoever asked, not by executors. */
  private static final String DRAWN = "dev/trn3/report/";

  @Test
  void executorsHaveEveryClassThatASimulationNeedsBesidesWhatSparkHas() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String jar : Jars.ofThisLibrary()) {
      urls.add(URI.create(jar).toURL());
    }
    for (Class<?> jackson : List.of(ObjectMapper.class, JsonParser.class, JsonCreator.class)) {
      urls.add(jackson.getProtectionDomain().getCodeSource().getLocation());
    }
    int loaded = 0;
    try (URLClassLoader loader =
            new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        JarFile library = new JarFile(Path.of(urls.get(0).toURI()).toFile())) {
      for (String name : library.stream().map(entry -> entry.getName()).toList()) {
        if (name.endsWith(".class") && name.startsWith("dev/trn3/") && !name.startsWith(DRAWN)) {
          String type = name.substring(0, name.length() - ".class".length()).replace('/', '.');
          // Resolves the types of fields and methods, or throws.
          Class<?> found = Class.forName(type, false, loader);
          loaded += found.getDeclaredFields().length + found.getDeclaredMethods().length;
        }
      }
    }
    assertThat(loaded).isGreaterThan(1000);
  }
}
