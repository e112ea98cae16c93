package dev.trn3.kernel.magic;

/** How far apart two words are. */
public final class Spelling {

  private Spelling() {}

  /**
   * The least number of letters to insert, delete or replace, or of neighbours to swap, that turns
   * one word into the other.
   */
  public static int distance(String one, String other) {
    int[] aboveThat = new int[other.length() + 1];
    int[] above = new int[other.length() + 1];
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] free = aboveThat;
      aboveThat = above;
      above = row;
      row = free;
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
        boolean isSwapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == other.charAt(j - 2)
                && one.charAt(i - 2) == other.charAt(j - 1);
        if (isSwapped) {
          row[j] = Math.min(row[j], 1 + aboveThat[j - 2]);
        }
      }
    }
    return row[other.length()];
  }
}
