package dev.trn3.simulation;

/** What a step spends its time on. */
public enum Part {
  MATRICES("matrix products"),
  ATTENTION("attention core"),
  MEMORY("memory traffic"),
  VECTOR("vector and scalar engines"),
  RECOMPUTE("recomputation"),
  TENSOR("tensor-parallel communication"),
  CONTEXT("context-parallel communication"),
  EXPERT("expert-parallel communication"),
  PIPELINE("pipeline communication"),
  DATA("data-parallel communication"),
  BUBBLE("pipeline bubble"),
  OPTIMIZER("optimizer"),
  OFFLOAD("optimizer on the host"),
  HOST("host starting kernels");

  private final String words;

  Part(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
