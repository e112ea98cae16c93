package dev.trn3.serving;

/**
 * How keys and values get from a replica that read a prompt to one that answers it. Each sender and
 * each receiver moves one prompt at a time, at the rate of its links.
 *
 * @param link what it is called, such as {@code NeuronLink}
 * @param bytesPerToken keys and values of one token on all ranks of a replica
 * @param bytesPerSecond of the links of a replica, the slower end
 * @param latency seconds before the first byte
 */
public record KvTransfer(String link, double bytesPerToken, double bytesPerSecond, double latency) {

  /** Checks the numbers. */
  public KvTransfer {
    if (!(bytesPerToken >= 0) || !(bytesPerSecond > 0) || !(latency >= 0)) {
      throw new IllegalArgumentException(
          "a transfer needs a positive rate and no negative size or latency, not %s B, %s B/s, %s s"
              .formatted(bytesPerToken, bytesPerSecond, latency));
    }
  }

  /** Seconds to move the keys and values of so many tokens. */
  public double seconds(long tokens) {
    return latency + tokens * bytesPerToken / bytesPerSecond;
  }
}
