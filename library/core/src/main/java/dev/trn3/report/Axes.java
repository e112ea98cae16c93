package dev.trn3.report;

import dev.trn3.view.Figure.Axis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Tick labels of our charts, the same in every locale; those of one axis have one form. */
final class Axes {

  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Axes() {}

  /** Labels for an axis on which these values are drawn. */
  static Function<Double, String> labels(Axis axis, double min, double max) {
    int largest = magnitude(clean(Math.max(Math.abs(min), Math.abs(max))));
    if (!axis.logarithmic()) {
      return largest > 6 || largest < -4 ? Axes::scientific : Axes::plain;
    }
    double decades = Math.log10(max / min);
    String leading = decades <= 0.7 ? "123456789" : decades <= 2.5 ? "125" : "1";
    boolean decadesOnly = leading.length() == 1;
    boolean powers = largest >= (decadesOnly ? 5 : 7) || magnitude(clean(min)) <= -4;
    return value -> {
      BigDecimal clean = clean(value);
      boolean labelled =
          clean.precision() == 1 && leading.contains(clean.unscaledValue().toString());
      if (!labelled) {
        return "";
      }
      return powers ? power(clean, decadesOnly) : plain(value);
    };
  }

  /** A tick at its full precision, without the noise of floating point. */
  private static String plain(double value) {
    BigDecimal clean = clean(value);
    return Numbers.grouped(clean.scale() < 0 ? clean.setScale(0) : clean);
  }

  private static String scientific(double value) {
    BigDecimal clean = clean(value);
    int magnitude = magnitude(clean);
    return clean.signum() == 0
        ? "0"
        : clean.movePointLeft(magnitude).stripTrailingZeros().toPlainString() + "e" + magnitude;
  }

  private static int magnitude(BigDecimal clean) {
    return clean.signum() == 0 ? 0 : clean.precision() - clean.scale() - 1;
  }

  private static String power(BigDecimal clean, boolean decadesOnly) {
    int magnitude = magnitude(clean);
    String factor = decadesOnly ? "" : clean.unscaledValue() + "×";
    StringBuilder exponent = new StringBuilder(magnitude < 0 ? "⁻" : "");
    String digits = Integer.toString(Math.abs(magnitude));
    digits.chars().forEach(digit -> exponent.append(SUPERSCRIPTS.charAt(digit - '0')));
    return factor + "10" + exponent;
  }

  private static BigDecimal clean(double value) {
    if (Math.abs(value) < 1e-300) {
      return BigDecimal.ZERO;
    }
    return new BigDecimal(value).round(new MathContext(9)).stripTrailingZeros();
  }

  static double min(DoubleStream values) {
    return values.filter(Double::isFinite).min().orElseThrow();
  }

  static double max(DoubleStream values) {
    return values.filter(Double::isFinite).max().orElseThrow();
  }
}
