package dev.trn3.display.widget;

import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Runs a function again whenever a person changes what it is given. */
public final class Interact {

  private Interact() {}

  /** A function of three. */
  @FunctionalInterface
  public interface ThreeFunction<A, B, C> {
    /** Computes. */
    Object apply(A a, B b, C c);
  }

  /** Shows the input, and below it what the function makes of its value. */
  public static <A> VBox interact(Input<A> a, Function<? super A, ?> function) {
    return shown(() -> function.apply(a.value()), a);
  }

  /** Shows the inputs, and below them what the function makes of their values. */
  public static <A, B> VBox interact(
      Input<A> a, Input<B> b, BiFunction<? super A, ? super B, ?> function) {
    return shown(() -> function.apply(a.value(), b.value()), a, b);
  }

  /** Shows the inputs, and below them what the function makes of their values. */
  public static <A, B, C> VBox interact(
      Input<A> a, Input<B> b, Input<C> c, ThreeFunction<? super A, ? super B, ? super C> function) {
    return shown(() -> function.apply(a.value(), b.value(), c.value()), a, b, c);
  }

  private static VBox shown(Callable<?> code, Input<?>... inputs) {
    Output output = new Output();
    Widget[] all = new Widget[inputs.length + 1];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i].onChange(value -> output.show(code));
      all[i] = inputs[i];
    }
    all[inputs.length] = output;
    output.show(code);
    return new VBox(all);
  }
}
