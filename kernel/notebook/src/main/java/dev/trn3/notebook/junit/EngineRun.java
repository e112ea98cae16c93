package dev.trn3.notebook.junit;

import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;

/** One run of the engine: the notebooks that run ahead of their tests. */
final class EngineRun implements EngineExecutionContext {

  private final Ahead ahead;

  EngineRun(Ahead ahead) {
    this.ahead = ahead;
  }

  Ahead ahead() {
    return ahead;
  }
}
