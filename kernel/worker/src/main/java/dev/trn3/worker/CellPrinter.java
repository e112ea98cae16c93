package dev.trn3.worker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What {@code System.out} and {@code System.err} are in cells.
 *
 * <p>Java's own writes each text through two buffers and an encoder, character by character in code
 * that is not compiled yet when the first cells print; this one has the text give its bytes. Only
 * what may hold half of a surrogate pair, whose other half the next call may bring, goes the long
 * way.
 */
final class CellPrinter extends PrintStream {

  private static final String LINE_END = System.lineSeparator();

  private boolean half; // Whether the encoder has the first half of a pair.

  CellPrinter(OutputStream out) {
    super(out, false, StandardCharsets.UTF_8);
  }

  private synchronized void say(String text) {
    if (half || endsWithHalf(text)) {
      super.print(text);
      half = text.isEmpty() ? half : endsWithHalf(text);
    } else {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      write(utf8, 0, utf8.length);
    }
  }

  private static boolean endsWithHalf(String text) {
    return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
  }

  @Override
  public void print(String text) {
    say(String.valueOf(text));
  }

  @Override
  public void print(Object value) {
    say(String.valueOf(value));
  }

  @Override
  public void print(boolean value) {
    say(String.valueOf(value));
  }

  @Override
  public void print(char value) {
    say(String.valueOf(value));
  }

  @Override
  public void print(int value) {
    say(String.valueOf(value));
  }

  @Override
  public void print(long value) {
    say(String.valueOf(value));
  }

  @Override
  public void print(float value) {
    say(String.valueOf(value));
  }

  @Override
  public void print(double value) {
    say(String.valueOf(value));
  }

  @Override
  public void print(char[] text) {
    say(String.valueOf(text));
  }

  @Override
  public void println() {
    say(LINE_END);
  }

  @Override
  public void println(String text) {
    say(text + LINE_END);
  }

  @Override
  public void println(Object value) {
    say(value + LINE_END);
  }

  @Override
  public void println(boolean value) {
    say(value + LINE_END);
  }

  @Override
  public void println(char value) {
    say(value + LINE_END);
  }

  @Override
  public void println(int value) {
    say(value + LINE_END);
  }

  @Override
  public void println(long value) {
    say(value + LINE_END);
  }

  @Override
  public void println(float value) {
    say(value + LINE_END);
  }

  @Override
  public void println(double value) {
    say(value + LINE_END);
  }

  @Override
  public void println(char[] text) {
    say(String.valueOf(text) + LINE_END);
  }
}
