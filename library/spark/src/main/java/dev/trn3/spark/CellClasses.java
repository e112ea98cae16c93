package dev.trn3.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.SerializedLambda;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.Handle;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;

/**
 * Hands classes of notebook cells to executors, which fetch them from a folder of the driver.
 *
 * <p>What an executor loads has none of the notebook's variables: they are static fields of classes
 * of cells, which begin empty there. So a function that reads one is refused, rather than computed
 * with zeros.
 */
final class CellClasses {

  private static final String LOADER = "cells";

  private static Path folder;

  /** What executors may have loaded since Spark was started: they keep it. */
  private static final Map<String, byte[]> sent = new HashMap<>();

  private static boolean outdated;

  private final ClassLoader cells;
  private final Deque<Method> todo = new ArrayDeque<>();
  private final Set<Method> seen = new HashSet<>();
  private final Set<String> written = new HashSet<>();

  private CellClasses(ClassLoader cells) {
    this.cells = cells;
  }

  /** A method of a class of a cell; all methods of it where the name is empty. */
  private record Method(String type, String name, String descriptor) {}

  /** Where executors find classes of cells; nothing outside of a notebook. */
  static synchronized Optional<Path> directory() {
    if (loader().isEmpty()) {
      return Optional.empty();
    }
    if (folder == null) {
      try {
        folder = Files.createTempDirectory("trn3-cells");
      } catch (IOException e) {
        throw new UncheckedIOException("no folder for the classes of cells", e);
      }
    }
    return Optional.of(folder);
  }

  /** Whether executors may have loaded what a cell has declared again since. */
  static synchronized boolean outdated() {
    return outdated;
  }

  /** Executors are gone, with all that they loaded. */
  static synchronized void forget() {
    sent.clear();
    outdated = false;
  }

  private static synchronized void sent(String type, byte[] code) {
    byte[] before = sent.put(type, code);
    outdated |= before != null && !Arrays.equals(before, code);
  }

  /** The loader of cells, where this runs in a notebook. */
  private static Optional<ClassLoader> loader() {
    ClassLoader each = Thread.currentThread().getContextClassLoader();
    while (each != null && !LOADER.equals(each.getName())) {
      each = each.getParent();
    }
    return Optional.ofNullable(each);
  }

  /**
   * Writes the classes that a function needs.
   *
   * @throws IllegalArgumentException if the function reads a variable of a cell
   */
  static void publish(SerializedLambda function) {
    loader()
        .ifPresent(
            cells -> {
              CellClasses classes = new CellClasses(cells);
              classes.reach(
                  function.getImplClass(),
                  function.getImplMethodName(),
                  function.getImplMethodSignature());
              // It is found again by a method that the compiler adds to the class it stands in.
              classes.write(function.getCapturingClass());
              classes.follow();
            });
  }

  private void follow() {
    while (!todo.isEmpty()) {
      Method method = todo.pop();
      byte[] code = code(method.type());
      write(method.type());
      new ClassReader(code).accept(new Methods(method), ClassReader.SKIP_FRAMES);
    }
  }

  private void reach(String type, String name, String descriptor) {
    Method method = new Method(type, name, descriptor);
    if (isOfCell(type) && seen.add(method)) {
      todo.push(method);
    }
  }

  private boolean isOfCell(String type) {
    return !type.startsWith("[")
        && cells.getParent().getResource(type + ".class") == null
        && code(type) != null;
  }

  private byte[] code(String type) {
    try (InputStream in = cells.getResourceAsStream(type + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("class " + type + " cannot be read", e);
    }
  }

  private void write(String type) {
    if (!isOfCell(type) || !written.add(type)) {
      return;
    }
    Path file = directory().orElseThrow().resolve(type + ".class");
    try {
      Files.createDirectories(file.getParent());
      byte[] code = code(type);
      Files.write(file, code);
      sent(type, code);
    } catch (IOException e) {
      throw new UncheckedIOException("class " + type + " cannot be written for executors", e);
    }
    int nested = type.lastIndexOf('$');
    if (nested > 0) {
      write(type.substring(0, nested)); // The class around it, if there is one.
    }
  }

  private final class Methods extends ClassVisitor {

    private final Method wanted;

    Methods(Method wanted) {
      super(Opcodes.ASM9);
      this.wanted = wanted;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      boolean all = wanted.name().isEmpty();
      return all || (name.equals(wanted.name()) && descriptor.equals(wanted.descriptor()))
          ? new Instructions()
          : null;
    }
  }

  private final class Instructions extends MethodVisitor {

    Instructions() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
      if (isStatic && isOfCell(owner) && !name.startsWith("$")) {
        throw new IllegalArgumentException(
            "the function uses the variable %s of a cell, which executors do not have; hand it over as an argument: Body<Double> body(double %s) { return point -> …; }"
                .formatted(name, name));
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      reach(owner, name, descriptor);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
      reach(type, "", "");
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      for (Object argument : arguments) {
        if (argument instanceof Handle handle) {
          reach(handle.getOwner(), handle.getName(), handle.getDesc());
        }
      }
    }
  }
}
