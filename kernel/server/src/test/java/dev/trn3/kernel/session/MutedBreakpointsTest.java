package dev.trn3.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class MutedBreakpointsTest {

  private final Set<RunningCell> running = ConcurrentHashMap.newKeySet();
  private boolean muted;
  private final MutedBreakpoints breakpoints =
      new MutedBreakpoints(running, () -> muted = true, () -> muted = false);

  private RunningCell interrupted(int shell) {
    RunningCell cell = new RunningCell(shell, shell, null);
    running.add(cell);
    cell.request();
    return cell;
  }

  private void end(RunningCell cell) {
    running.remove(cell);
    breakpoints.ended();
  }

  @Test
  void holdAgainWhenTheCellHasEnded() {
    RunningCell cell = interrupted(0);

    breakpoints.mute();
    assertThat(muted).isTrue();

    end(cell);
    assertThat(muted).isFalse();
  }

  @Test
  void holdAgainWhereTheCellEndsAsTheInterruptComes() {
    end(interrupted(0));

    breakpoints.mute();

    assertThat(muted).isFalse();
  }

  @Test
  void holdNothingWhileAnotherCellIsBeingStopped() {
    RunningCell first = interrupted(0);
    RunningCell second = interrupted(1);
    breakpoints.mute();

    end(first);
    assertThat(muted).isTrue();

    end(second);
    assertThat(muted).isFalse();
  }

  @Test
  void holdAgainThoughCellsRunThatNobodyStops() {
    running.add(new RunningCell(1, 1, null));
    RunningCell cell = interrupted(0);
    breakpoints.mute();

    end(cell);

    assertThat(muted).isFalse();
  }
}
