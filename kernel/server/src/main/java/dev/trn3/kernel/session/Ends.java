package dev.trn3.kernel.session;

import java.util.Arrays;

/** Where statements of a cell may end: at semicolons and closing braces outside of all brackets. */
final class Ends {

  private final int length;
  private final int[] ends;

  Ends(String cell) {
    length = cell.length();
    int[] found = new int[length];
    int count = 0;
    int depth = 0;
    int i = 0;
    while (i < length) {
      int next = Comments.end(cell, i);
      if (next == i + 1) {
        char c = cell.charAt(i);
        if (c == '(' || c == '[' || c == '{') {
          depth++;
        } else if (c == ')' || c == ']' || c == '}') {
          depth = Math.max(0, depth - 1);
        }
        if (depth == 0 && (c == ';' || c == '}')) {
          found[count++] = next;
        }
      }
      i = next;
    }
    ends = Arrays.copyOf(found, count);
  }

  /** The position behind so many ends after this position, or the end of the cell. */
  int after(int from, int count) {
    int found = Arrays.binarySearch(ends, from + 1);
    int first = found < 0 ? -found - 1 : found;
    int last = first + count - 1;
    return last < ends.length ? ends[last] : length;
  }
}
