package dev.trn3.kernel.dispatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trn3.kernel.dispatch.History.Entry;
import dev.trn3.kernel.protocol.Json;
import dev.trn3.kernel.protocol.MalformedMessageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * The history on disk: one JSON object on each line, shared by all kernels of a person.
 *
 * <p>What cannot be written now, because the disk is full or another program keeps the file locked,
 * is kept and written with what comes next. That it happens is said once on standard error.
 */
final class HistoryFile {

  private static final Object ONE_AT_A_TIME = new Object(); // A lock on a file is the process's.

  /** How each line begins. In an input, its quotes would be escaped. */
  private static final String SESSION = "{\"session\":";

  /** Characters; a first cell waits until they are looked through. */
  private static final int LONGEST = 1 << 22;

  private static final int LOOKS = 50;
  private static final long LOOK_NANOS = 10_000_000;

  private static final Set<OpenOption> OPTIONS =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final Path file;
  private final int kept;
  private final Deque<ObjectNode> unwritten = new ArrayDeque<>();
  private boolean failing;

  /**
   * A history in this file.
   *
   * @param kept how many of the newest lines are read, and how many are kept for a full disk
   */
  HistoryFile(Path file, int kept) {
    this.file = file;
    this.kept = kept;
  }

  /** Reads the newest lines; damaged ones are left out. */
  List<Entry> read() {
    List<Entry> entries = new ArrayList<>();
    int damaged = 0;
    for (String line : lines()) {
      try {
        JsonNode tree = Json.objectFrom(line.getBytes(StandardCharsets.UTF_8));
        if (tree.has("input")) {
          int session = tree.path("session").asInt();
          entries.add(
              new Entry(session, tree.path("line").asInt(), tree.path("input").asText(), null));
        }
      } catch (MalformedMessageException e) {
        damaged++; // Cut off by a full disk or a crash; the others are good.
      }
    }
    if (damaged > 0) {
      System.err.println("History " + file + ": skipped " + damaged + " damaged lines");
    }
    return entries.subList(Math.max(0, entries.size() - kept), entries.size());
  }

  private List<String> lines() {
    // Not as strict UTF-8: one damaged byte shall cost one line, not all of them.
    List<String> lines = text().lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - 2 * kept), lines.size());
  }

  private String text() {
    try {
      return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    } catch (IOException e) {
      System.err.println("History " + file + " cannot be read and starts anew: " + e);
      return "";
    }
  }

  /** The highest number of a session. Looked for in the first cell, so nothing else is read. */
  private static int sessions(String text) {
    int highest = 0;
    for (int at = text.indexOf(SESSION); at >= 0; at = text.indexOf(SESSION, at + 1)) {
      int number = 0;
      for (int i = at + SESSION.length(); i < text.length(); i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9 || number > Integer.MAX_VALUE / 100) {
          break;
        }
        number = 10 * number + digit;
      }
      highest = Math.max(highest, number);
    }
    return highest;
  }

  /**
   * Takes a number for a session that no other kernel has. Where the file is locked, or cannot be
   * written, one that was not in it at this moment.
   *
   * @param above numbers up to this one are taken
   */
  int begin(int above) {
    int[] session = new int[1];
    append(
        channel -> {
          String text = text(channel);
          session[0] = Math.max(above, sessions(text)) + 1;
          shorten(channel, text);
          return Json.object().put("session", session[0]);
        },
        () -> {
          session[0] = Math.max(above, sessions(text())) + 1;
          return Json.object().put("session", session[0]);
        });
    return session[0];
  }

  /** By the channel that holds the lock: to close another one of the file would give it up. */
  private static String text(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = channel.read(bytes, bytes.position());
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
  }

  /**
   * Takes the older half of a long file away, in its place: that needs no room on the disk. The
   * last line stays, however long.
   */
  private static void shorten(FileChannel channel, String text) throws IOException {
    if (text.length() > LONGEST) {
      int half = text.length() - LONGEST / 2;
      int next = text.indexOf('\n', half) + 1;
      int from = next > 0 && next < text.length() ? next : text.lastIndexOf('\n', half) + 1;
      byte[] newer = text.substring(from).getBytes(StandardCharsets.ISO_8859_1);
      writeAt(0, newer, channel);
      channel.truncate(newer.length);
    }
  }

  private static void writeAt(long position, byte[] text, FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text);
    channel.position(position);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Writes a line. */
  void append(ObjectNode entry) {
    append(channel -> entry, () -> entry);
  }

  private FileAttribute<?>[] forItsOwnerOnly() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private interface Line {
    ObjectNode make(FileChannel channel) throws IOException;
  }

  /**
   * Writes a line.
   *
   * @param unlocked makes the line where the file cannot be opened or locked
   */
  private void append(Line line, Supplier<ObjectNode> unlocked) {
    boolean made = false;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      synchronized (ONE_AT_A_TIME) {
        try (FileChannel channel = FileChannel.open(file, OPTIONS, forItsOwnerOnly());
            FileLock lock = lock(channel)) {
          made = unwritten.add(line.make(channel)) && lock.isValid();
          write(channel);
        }
      }
      unwritten.clear();
      failing = false;
    } catch (IOException e) {
      failed(made ? null : unlocked.get(), e);
    }
  }

  /** No cell waits long for a program that keeps the file locked, such as a stopped kernel. */
  private FileLock lock(FileChannel channel) throws IOException {
    FileLock lock = channel.tryLock();
    for (int looks = failing ? 0 : LOOKS; lock == null && looks > 0; looks--) {
      LockSupport.parkNanos(LOOK_NANOS);
      lock = channel.tryLock();
    }
    if (lock == null) {
      throw new IOException("another program keeps it locked");
    }
    return lock;
  }

  private void failed(ObjectNode unmade, IOException why) {
    if (unmade != null) {
      unwritten.add(unmade);
    }
    while (unwritten.size() > kept) {
      unwritten.removeFirst();
    }
    if (!failing) {
      failing = true;
      System.err.println(
          "History is kept in memory until it can be written: " + file + " cannot be: " + why);
    }
  }

  private void write(FileChannel channel) throws IOException {
    StringBuilder text = new StringBuilder(endsWithLine(channel) ? "" : "\n");
    for (ObjectNode each : unwritten) {
      text.append(new String(Json.bytes(each), StandardCharsets.UTF_8)).append('\n');
    }
    long size = channel.size();
    try {
      writeAt(size, text.toString().getBytes(StandardCharsets.UTF_8), channel);
    } catch (IOException e) {
      channel.truncate(size); // Half of it would be written twice.
      throw e;
    }
  }

  /** The last line may have been cut off; the next shall not be lost with it. */
  private static boolean endsWithLine(FileChannel channel) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return channel.size() == 0
        || (channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n');
  }
}
