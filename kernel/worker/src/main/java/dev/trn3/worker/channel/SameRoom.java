package dev.trn3.worker.channel;

/**
 * The same room for each piece of a long output, as they have the same length: else ten megabytes
 * of garbage would have to be cleared and collected. A piece is there until the next one is read.
 */
public final class SameRoom implements Frame.Room {

  private static final int LONG = 1 << 16;

  private byte[] latest = {};

  @Override
  public byte[] of(Kind kind, int length) {
    boolean printed = kind == Kind.STDOUT || kind == Kind.STDERR;
    if (!printed || length < LONG) {
      return new byte[length];
    }
    if (latest.length != length) {
      latest = new byte[length];
    }
    return latest;
  }
}
