package dev.trn3.kernel.classpath;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/** A folder of classes. What is in it may change at any time. */
record Folder(Path root) implements Container {

  @Override
  public List<JavaFileObject> classesOf(String packageName) {
    Path folder = root.resolve(packageName.replace('.', '/'));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .map(file -> classFile(packageName, file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JavaFileObject classFile(String packageName, Path file) {
    String simple = file.getFileName().toString().replaceFirst("\\.class$", "");
    String name = packageName.isEmpty() ? simple : packageName + "." + simple;
    return new ClassFile(root.toUri(), name, unused -> Files.newInputStream(file));
  }
}
