package dev.trn3.kernel.debug;

import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.InvocationException;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import dev.trn3.kernel.debug.Frames.LocalName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;

/**
 * Evaluates Java where a thread stands: JShell compiles the expression as a method whose parameters
 * are the local variables, and the stopped thread calls it. Local variables are copies: what an
 * expression assigns to them is lost, what it does to objects and to variables of cells is not.
 */
final class Evaluation {

  private static final String NAME = "debugger$evaluates";
  private static final String SETTER = "debugger$copies";
  private static final Pattern NESTED_IN_CELL = Pattern.compile("REPL\\.\\$JShell\\$\\w+?\\$");
  private static final Pattern NAMELESS = Pattern.compile(".*(\\$\\d|\\$\\$Lambda|/0x).*");

  private final Debuggable program;

  Evaluation(Debuggable program) {
    this.program = program;
  }

  /** The value of the expression in the frame of the stopped thread. */
  Value value(String expression, ThreadReference thread, int depth)
      throws Refusal, IncompatibleThreadStateException {
    Map<LocalName, Value> locals = Frames.locals(thread.frame(depth));
    ObjectReference loader = classLoader(thread);
    String code = expression.strip().replaceFirst(";$", "").replaceAll("\\bthis\\b", "this\\$");
    Compiled compiled = program.asking(() -> compile(code, locals));
    return invoke(compiled, NAME, new ArrayList<>(locals.values()), loader, thread);
  }

  /** The value of a method that was compiled for this call, which is dropped after it. */
  private Value invoke(
      Compiled compiled,
      String name,
      List<Value> arguments,
      ObjectReference loader,
      ThreadReference thread)
      throws Refusal, IncompatibleThreadStateException {
    try {
      if (compiled.problem() != null) {
        throw new Refusal(compiled.problem());
      }
      ClassType type = load(compiled.type(), loader, thread);
      Method method = type.methodsByName(name).get(0);
      return type.invokeMethod(thread, method, arguments, ClassType.INVOKE_SINGLE_THREADED);
    } catch (InvocationException e) {
      throw new Refusal(e.exception().referenceType().name() + ": " + message(e.exception()));
    } catch (InvalidTypeException | ClassNotLoadedException e) {
      throw new Refusal("a local variable cannot be handed over: " + e.getMessage());
    } finally {
      program.drop(compiled.snippet());
    }
  }

  private record Compiled(Snippet snippet, String type, String problem) {}

  /** First as a value, then, as a call of a void method is none, as a statement. */
  private Compiled compile(String code, Map<LocalName, Value> locals) {
    List<String> parameters = new ArrayList<>();
    for (LocalName local : locals.keySet()) {
      String name = local.name().equals("this") ? "this$" : local.name();
      parameters.add(typeName(local.type()) + " " + name);
    }
    String head = "Object " + NAME + "(" + String.join(", ", parameters) + ") { ";
    Compiled asValue = compile(head + "return (" + code + "); }");
    if (asValue.problem() == null) {
      return asValue;
    }
    Compiled asStatement = compile(head + code + "; return null; }");
    return asStatement.problem() == null ? asStatement : asValue;
  }

  private Compiled compile(String method) {
    JShell shell = program.shell();
    SnippetEvent event = shell.eval(method).get(0);
    Snippet snippet = event.snippet();
    if (event.status() == Status.VALID) {
      return new Compiled(snippet, program.wrapped(snippet).fullClassName(), null);
    }
    return new Compiled(snippet, null, problem(shell, snippet));
  }

  private static String problem(JShell shell, Snippet snippet) {
    if (snippet instanceof DeclarationSnippet declared
        && shell.status(snippet) != Status.REJECTED) {
      String missing = String.join(", ", shell.unresolvedDependencies(declared).toList());
      return missing + ": not declared here";
    }
    return shell.diagnostics(snippet).map(diag -> diag.getMessage(null)).findFirst().orElse("");
  }

  /** Makes a local variable one of all cells, under this name. */
  void copy(Map.Entry<LocalName, Value> local, String to, ThreadReference thread, int depth)
      throws Refusal, IncompatibleThreadStateException {
    String type = typeName(local.getKey().type());
    ObjectReference loader = classLoader(thread);
    String setter = "void " + SETTER + "(" + type + " value) { " + to + " = value; }";
    AtomicReference<Compiled> compiled = new AtomicReference<>();
    Optional<String> problem = program.declare(type, to, () -> compiled.set(compile(setter)));
    if (problem.isPresent()) {
      throw new Refusal(to + " cannot be declared: " + problem.get());
    }
    invoke(compiled.get(), SETTER, Collections.singletonList(local.getValue()), loader, thread);
  }

  /** A type that the method can name; what has no name is an Object. */
  private static String typeName(String type) {
    String named = NESTED_IN_CELL.matcher(type).replaceFirst("");
    return NAMELESS.matcher(named).matches() ? "Object" : named.replace('$', '.');
  }

  private static ObjectReference classLoader(ThreadReference thread)
      throws IncompatibleThreadStateException, Refusal {
    for (StackFrame frame : thread.frames()) {
      if (Frames.isCell(frame.location())) {
        return frame.location().declaringType().classLoader();
      }
    }
    throw new Refusal("the thread runs no code of a cell");
  }

  /** The class may be loaded, but not yet prepared. */
  private static ClassType load(String name, ObjectReference loader, ThreadReference thread)
      throws InvalidTypeException,
          ClassNotLoadedException,
          IncompatibleThreadStateException,
          InvocationException {
    VirtualMachine machine = thread.virtualMachine();
    ClassType classes = (ClassType) machine.classesByName("java.lang.Class").get(0);
    Method forName =
        classes.concreteMethodByName(
            "forName", "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;");
    StringReference text = machine.mirrorOf(name);
    List<Value> arguments = List.of(text, machine.mirrorOf(true), loader);
    Value loaded =
        classes.invokeMethod(thread, forName, arguments, ClassType.INVOKE_SINGLE_THREADED);
    return (ClassType) ((ClassObjectReference) loaded).reflectedType();
  }

  private static String message(ObjectReference exception) {
    Value message = exception.getValue(exception.referenceType().fieldByName("detailMessage"));
    return message == null ? "(no message)" : ((StringReference) message).value();
  }
}
