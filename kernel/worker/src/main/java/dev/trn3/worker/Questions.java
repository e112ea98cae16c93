package dev.trn3.worker;

import dev.trn3.display.MimeBundle;
import dev.trn3.display.Renderers;
import dev.trn3.display.Shown;
import dev.trn3.display.comm.CommEvent;
import dev.trn3.display.comm.Comms;
import dev.trn3.worker.channel.Failure;
import dev.trn3.worker.channel.Failure.Reason;
import dev.trn3.worker.channel.FieldReader;
import dev.trn3.worker.channel.Fields;
import dev.trn3.worker.channel.Frame;
import dev.trn3.worker.channel.Kind;
import dev.trn3.worker.channel.Outbox;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What the parent asks and tells, a frame each, and what is done about it. */
final class Questions {

  private final Outbox outbox;
  private final CellClasses classes;
  private final Shells shells;
  private final CellVariables variables;
  private final PrintedOutput printed;
  private final ServerPrograms programs;

  Questions(
      Outbox outbox,
      CellClasses classes,
      Shells shells,
      PrintedOutput printed,
      ServerPrograms programs) {
    this.outbox = outbox;
    this.classes = classes;
    this.shells = shells;
    this.printed = printed;
    this.programs = programs;
    variables = new CellVariables(classes, shells);
  }

  /** Deals with one frame, or hands it to the thread of a shell. */
  void take(Frame frame) throws ReflectiveOperationException {
    FieldReader fields = frame.fields();
    int number = frame.number();
    switch (frame.kind()) {
      case LOAD -> {
        classes.load(codes(fields));
        done(number);
      }
      case REDEFINED -> {
        classes.redefined(codes(fields));
        done(number);
      }
      case INVOKE -> invoke(number, fields);
      case RENDER -> {
        CellThread shell = shells.get(fields.number());
        shell.submit(number, shell.cell, () -> Fields.none().bundle(bundle(shell.lastValue)));
      }
      case VARIABLE -> {
        CellThread shell = shells.get(fields.number());
        int asking = fields.number();
        Field field = variables.field(fields.text(), fields.text());
        shell.submit(
            number, asking, () -> Fields.none().text(CellVariables.brief(field.get(null))));
      }
      case COPY_VARIABLE -> {
        variables.copy(fields.text(), fields.text(), fields.text());
        done(number);
      }
      case CLEAR_VARIABLE -> variables.clear(fields.text(), fields.text());
      case ADD_CLASS_PATH -> {
        addClassPath(fields.text());
        done(number);
      }
      case INTERRUPT -> {
        printed.interrupted();
        shells.get(fields.number()).interrupt();
      }
      case ANSWER -> shells.person().answered(number, fields);
      case COMM_RECEIVED ->
          received(number, shells.get(fields.number()), fields.number(), fields.comm());
      case END_SHELL -> shells.end(fields.number());
      case RELEASE -> Stop.release();
      case ABANDON -> shells.get(fields.number()).abandon(fields.number(), fields.flag());
      case REPORT ->
          answer(number, fields.text().equals("memory") ? Report.memory() : Report.threads());
      case PROFILE -> profile(number, fields.flag());
      case WARM_UP -> WarmUp.inBackground(classes);
      case STARTED -> programs.started(Long.parseLong(fields.text()), Instant.parse(fields.text()));
      case HOLD_OUTPUT -> outbox.hold(fields.flag());
      case PRACTISE -> Practice.inBackground();
      default -> throw new IllegalArgumentException("not a question: " + frame.kind());
    }
  }

  /** Answers that it could not be done. */
  void refuse(int number, Throwable why) {
    Failure failure = Failure.of(Reason.REFUSED, why);
    outbox.put(Frame.of(Kind.FAILED, number, failure.fields()));
  }

  private void done(int number) {
    outbox.put(Frame.of(Kind.DONE, number, Fields.none()));
  }

  private void answer(int number, String text) {
    outbox.put(Frame.of(Kind.DONE, number, Fields.none().text(text)));
  }

  private static LinkedHashMap<String, byte[]> codes(FieldReader fields) {
    int count = fields.number();
    LinkedHashMap<String, byte[]> codes = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      codes.put(fields.text(), fields.bytes());
    }
    return codes;
  }

  private void invoke(int number, FieldReader fields) {
    CellThread shell = shells.get(fields.number());
    int ofCell = fields.number();
    String type = fields.text();
    String method = fields.text();
    shell.submit(
        number,
        ofCell,
        () -> {
          if (ofCell != shell.cell) {
            printed.renewAfterInterrupt();
          }
          Reserve.restore();
          shell.cell = ofCell;
          try {
            Method run = classes.loadClass(type).getDeclaredMethod(method);
            run.setAccessible(true);
            shell.keep(run.invoke(null));
            return Fields.none();
          } finally {
            PrintedOutput.flush();
          }
        });
  }

  /** Afterwards what threads print belongs to the latest cell again. */
  private static void received(int number, CellThread shell, int serial, CommEvent event) {
    shell.submit(
        number,
        serial,
        () -> {
          int before = shell.cell;
          shell.cell = serial;
          try {
            Comms.deliver(event);
            return Fields.none();
          } finally {
            PrintedOutput.flush();
            shell.goBackTo(before);
          }
        });
  }

  /** Who displays something has seen it; the place where it stands is no value to show. */
  private static MimeBundle bundle(Object value) {
    return value instanceof Shown ? new MimeBundle(Map.of(), Map.of()) : Renderers.render(value);
  }

  /** In a thread of its own, since it takes a moment in which an interrupt must be heard. */
  private void profile(int number, boolean begin) {
    Thread thread =
        new Thread(
            () -> {
              try {
                if (begin) {
                  Profile.start();
                }
                answer(number, begin ? "" : Profile.stop());
              } catch (Throwable e) { // Whatever it is, the cell waits for an answer.
                refuse(number, e);
              }
            },
            "profile");
    thread.setDaemon(true);
    thread.start();
  }

  private void addClassPath(String paths) {
    for (String path : paths.split(Pattern.quote(File.pathSeparator))) {
      try {
        classes.add(Path.of(path).toUri().toURL());
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(path + " is no path of a jar or folder", e);
      }
    }
    Renderers.lookAgain(classes);
  }
}
