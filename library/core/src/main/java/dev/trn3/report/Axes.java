package dev.trn3.report;

import dev.trn3.view.Figure.Axis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Tick labels of our charts, the same in every locale. */
final class Axes {

  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private Axes() {}

  /** Labels for an axis on which these values are drawn. */
  static Function<Double, String> labels(Axis axis, double min, double max) {
    if (!axis.logarithmic()) {
      return Axes::plain;
    }
    double decades = Math.log10(max / min);
    String leading = decades <= 0.7 ? "123456789" : decades <= 2.5 ? "125" : "1";
    return value -> {
      BigDecimal clean = clean(value);
      boolean labelled =
          clean.precision() == 1 && leading.contains(clean.unscaledValue().toString());
      return labelled ? power(clean, leading.length() == 1) : "";
    };
  }

  /** A tick at its full precision, without the noise of floating point. */
  static String plain(double value) {
    BigDecimal clean = clean(value);
    int magnitude = clean.precision() - clean.scale() - 1;
    if (clean.signum() != 0 && (magnitude > 6 || magnitude < -4)) {
      return clean.movePointLeft(magnitude).stripTrailingZeros().toPlainString() + "e" + magnitude;
    }
    return Numbers.grouped(clean.scale() < 0 ? clean.setScale(0) : clean);
  }

  private static String power(BigDecimal clean, boolean decadesOnly) {
    int magnitude = clean.precision() - clean.scale() - 1;
    if (magnitude < (decadesOnly ? 5 : 7) && magnitude > -4) {
      return plain(clean.doubleValue());
    }
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
