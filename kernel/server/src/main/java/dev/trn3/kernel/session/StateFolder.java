package dev.trn3.kernel.session;

import java.nio.file.Path;

/** Where this system keeps what programs remember from one run to the next. */
public final class StateFolder {

  private StateFolder() {}

  /** {@code $XDG_STATE_HOME/trn3}, which is {@code ~/.local/state/trn3} where it is not set. */
  public static Path ofThisUser() {
    String state = System.getenv("XDG_STATE_HOME");
    Path folder =
        state != null && !state.isBlank()
            ? Path.of(state)
            : Path.of(System.getProperty("user.home"), ".local", "state");
    return folder.resolve("trn3");
  }
}
