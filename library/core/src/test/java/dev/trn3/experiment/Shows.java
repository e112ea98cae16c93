package dev.trn3.experiment;

import dev.trn3.display.Display;
import dev.trn3.display.DisplaySink;
import dev.trn3.display.MimeBundle;
import java.util.ArrayList;
import java.util.List;

/** What a calculation shows, from its construction to its end. */
public final class Shows implements DisplaySink {

  private final List<String> all = new ArrayList<>();
  private final DisplaySink before;

  /** Sees what is shown from now on. */
  public Shows() {
    before = Display.redirect(this);
  }

  /** Lets others see again. */
  public void end() {
    Display.redirect(before);
  }

  /** What was shown, in its order. */
  public List<String> all() {
    return List.copyOf(all);
  }

  @Override
  public synchronized void show(MimeBundle bundle, String displayId) {
    all.add(bundle.toString());
  }

  @Override
  public void update(MimeBundle bundle, String displayId) {}

  @Override
  public void clear(boolean wait) {}

  @Override
  public String ask(String prompt, boolean password) {
    throw new IllegalStateException("nobody is here to be asked");
  }
}
