package dev.trn3.uncertainty;

import dev.trn3.serving.ServingRun;

/** A headline figure of a service. */
public enum ServingHeadline {
  FIRST_TOKEN_P50("time to first token p50", "ms"),
  FIRST_TOKEN_P99("time to first token p99", "ms"),
  EACH_TOKEN_P50("time per output token p50", "ms"),
  EACH_TOKEN_P99("time per output token p99", "ms"),
  REQUESTS_AS_PROMISED("requests as promised", "%"),
  OUTPUT_TOKENS_PER_SECOND("output tokens per second", "tokens/s"),
  OUTPUT_TOKENS_PER_CHIP("output tokens per second and chip", "tokens/s"),
  COST_PER_MILLION_OUTPUT_TOKENS("cost per million output tokens", "USD");

  private final String words;
  private final String unit;

  ServingHeadline(String words, String unit) {
    this.words = words;
    this.unit = unit;
  }

  /** The figure of a run, at a price for a chip and hour. */
  double of(ServingRun run, double price) {
    return switch (this) {
      case FIRST_TOKEN_P50 -> 1e3 * run.timeToFirstToken().percentile(50);
      case FIRST_TOKEN_P99 -> 1e3 * run.timeToFirstToken().percentile(99);
      case EACH_TOKEN_P50 -> 1e3 * run.timePerOutputToken().percentile(50);
      case EACH_TOKEN_P99 -> 1e3 * run.timePerOutputToken().percentile(99);
      case REQUESTS_AS_PROMISED -> 100 * run.goodShare();
      case OUTPUT_TOKENS_PER_SECOND -> run.outputTokensPerSecond();
      case OUTPUT_TOKENS_PER_CHIP -> run.outputTokensPerSecond() / run.meanChips();
      case COST_PER_MILLION_OUTPUT_TOKENS ->
          price * run.meanChips() / 3600 / run.outputTokensPerSecond() * 1e6;
    };
  }

  String unit() {
    return unit;
  }

  @Override
  public String toString() {
    return words;
  }
}
