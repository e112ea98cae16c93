package dev.trn3.worker;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Where the code of cells spends its time: samples that the Flight Recorder takes. */
final class Profile {

  /** Many samples are missed where a processor is shared, so it is short. */
  private static final Duration PERIOD = Duration.ofMillis(2);

  private static final String SAMPLE = "jdk.ExecutionSample";

  /** Threads of this program, and not of the analyst's. */
  private static final Pattern OURS = Pattern.compile("main|to server|last words|profile|JFR .*");

  private static final Pattern CELL = Pattern.compile("REPL\\.\\$JShell\\$\\w+");
  private static final String OF_CELL = "do_it$";

  private static Recording recording;

  private Profile() {}

  /** Begins to take samples. What was taken before and never asked for is forgotten. */
  static synchronized void start() {
    if (recording != null) {
      recording.close();
    }
    recording = new Recording();
    recording.enable(SAMPLE).withPeriod(PERIOD);
    recording.start();
  }

  /**
   * Ends it.
   *
   * @return the milliseconds between two samples, and below it a line for each place: how many
   *     samples, and behind a blank the methods from the outermost to the innermost, separated by
   *     semicolons
   */
  static synchronized String stop() throws IOException {
    Path file = Files.createTempFile("profile", ".jfr");
    try (Recording stopped = recording) {
      recording = null;
      stopped.stop();
      stopped.dump(file);
      return PERIOD.toMillis() + "\n" + text(stacks(file));
    } finally {
      Files.deleteIfExists(file);
      removeFolder();
    }
  }

  /**
   * The Flight Recorder has a folder for what it takes, makes one anew where that is gone, and
   * removes it at an orderly end. A worker is ended from outside.
   */
  private static void removeFolder() throws IOException {
    String folder = System.getProperty("jdk.jfr.repository");
    if (folder != null) {
      try {
        Files.deleteIfExists(Path.of(folder));
      } catch (DirectoryNotEmptyException e) {
        // A recording of the analyst's own is still in it.
      }
    }
  }

  private static Map<String, Integer> stacks(Path file) throws IOException {
    Map<String, Integer> counted = new TreeMap<>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      RecordedThread thread =
          event.hasField("sampledThread") ? event.getThread("sampledThread") : null;
      boolean isSample = event.getEventType().getName().equals(SAMPLE);
      if (isSample && thread != null && event.getStackTrace() != null && !isOurs(thread)) {
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        if (!isBesideACell(frames)) {
          counted.merge(stack(frames), 1, Integer::sum);
        }
      }
    }
    return counted;
  }

  private static boolean isOurs(RecordedThread thread) {
    String name = thread.getJavaName();
    return name == null || OURS.matcher(name).matches();
  }

  /** Whether a thread that runs cells was at what it does before and after one. */
  private static boolean isBesideACell(List<RecordedFrame> frames) {
    return frames.stream().noneMatch(frame -> frame.getMethod().getName().equals(OF_CELL))
        && frames.stream()
            .map(frame -> frame.getMethod().getType().getName())
            .anyMatch(type -> type.startsWith(CellThread.class.getName()));
  }

  /** Below the cell there is only what runs cells. */
  private static String stack(List<RecordedFrame> innermostFirst) {
    List<String> names = new ArrayList<>();
    for (RecordedFrame frame : innermostFirst) {
      RecordedMethod method = frame.getMethod();
      names.add(0, name(method.getType().getName(), method.getName()));
      if (method.getName().equals(OF_CELL)) {
        break;
      }
    }
    return String.join(";", names);
  }

  /** A method as a person knows it: of a cell by its name alone. */
  private static String name(String type, String method) {
    if (CELL.matcher(type).matches()) {
      return method.equals(OF_CELL)
          ? "cell"
          : method.startsWith("lambda$") ? "lambda of a cell" : method;
    }
    String named = CELL.matcher(type).replaceFirst("").replaceFirst("^\\$", "");
    String simple = named.replaceFirst("/0x.*", "").replaceFirst(".*\\.", "");
    return simple + "." + method;
  }

  private static String text(Map<String, Integer> stacks) {
    StringBuilder text = new StringBuilder();
    stacks.forEach((stack, count) -> text.append(count).append(' ').append(stack).append('\n'));
    return text.toString();
  }
}
