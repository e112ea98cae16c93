package dev.trn3.worker.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Why a question to the worker failed.
 *
 * @param reason what kind of failure it was
 * @param snippet for {@link Reason#UNRESOLVED}: the number of the snippet that is not defined
 * @param chain the exception, then its cause, and so on
 */
public record Failure(Reason reason, int snippet, List<Thrown> chain) {

  /** Kinds of failure. */
  public enum Reason {
    /** The analyst's code threw. */
    THREW,
    /** The analyst's code called something not declared yet. */
    UNRESOLVED,
    /** The analyst's code was stopped by an interrupt. */
    STOPPED,
    /** The worker could not do what was asked, such as define a class. */
    REFUSED
  }

  /**
   * One exception of the chain.
   *
   * @param suppressed one line for each suppressed exception
   */
  public record Thrown(
      String type, String message, List<StackTraceElement> frames, List<String> suppressed) {}

  /** The failure that a throwable means. */
  public static Failure of(Reason reason, Throwable throwable) {
    List<Thrown> chain = new ArrayList<>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable t = throwable; t != null && seen.add(t); t = cause(t)) {
      List<String> suppressed = Arrays.stream(t.getSuppressed()).map(Failure::line).toList();
      chain.add(
          new Thrown(t.getClass().getName(), message(t), List.of(t.getStackTrace()), suppressed));
    }
    return new Failure(reason, 0, chain);
  }

  private static String line(Throwable throwable) {
    String message = message(throwable);
    return throwable.getClass().getName() + (message == null ? "" : ": " + message);
  }

  private static String message(Throwable throwable) {
    try {
      return throwable.getMessage();
    } catch (RuntimeException | Error e) { // It is the analyst's code.
      return "(its getMessage() threw " + e.getClass().getName() + ")";
    }
  }

  private static Throwable cause(Throwable throwable) {
    try {
      return throwable.getCause();
    } catch (RuntimeException | Error e) {
      return null;
    }
  }

  /** The first exception in one line. */
  public String summary() {
    if (chain.isEmpty()) {
      return reason.name();
    }
    Thrown first = chain.get(0);
    return first.type() + (first.message() == null ? "" : ": " + first.message());
  }

  /** Writes this failure. */
  public Fields fields() {
    Fields fields = Fields.none().text(reason.name()).number(snippet).number(chain.size());
    for (Thrown thrown : chain) {
      fields.text(thrown.type()).text(thrown.message()).number(thrown.frames().size());
      for (StackTraceElement frame : thrown.frames()) {
        fields.text(frame.getModuleName()).text(frame.getClassName()).text(frame.getMethodName());
        fields.text(frame.getFileName()).number(frame.getLineNumber());
      }
      fields.number(thrown.suppressed().size());
      thrown.suppressed().forEach(fields::text);
    }
    return fields;
  }

  /** Reads what {@link #fields} wrote. */
  public static Failure read(FieldReader fields) {
    Reason reason = Reason.valueOf(fields.text());
    int snippet = fields.number();
    List<Thrown> chain = new ArrayList<>();
    int length = fields.number();
    for (int i = 0; i < length; i++) {
      chain.add(readThrown(fields));
    }
    return new Failure(reason, snippet, chain);
  }

  private static Thrown readThrown(FieldReader fields) {
    String type = fields.text();
    String message = fields.text();
    List<StackTraceElement> frames = new ArrayList<>();
    int depth = fields.number();
    for (int i = 0; i < depth; i++) {
      String module = fields.text();
      String declaring = fields.text();
      String method = fields.text();
      String file = fields.text();
      frames.add(
          new StackTraceElement(null, module, null, declaring, method, file, fields.number()));
    }
    List<String> suppressed = new ArrayList<>();
    int count = fields.number();
    for (int i = 0; i < count; i++) {
      suppressed.add(fields.text());
    }
    return new Thrown(type, message, frames, suppressed);
  }
}
