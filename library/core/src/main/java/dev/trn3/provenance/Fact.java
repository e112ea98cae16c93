package dev.trn3.provenance;

import dev.trn3.units.Bandwidth;
import dev.trn3.units.Bytes;
import dev.trn3.units.Dollars;
import dev.trn3.units.FlopRate;
import dev.trn3.units.Hertz;
import dev.trn3.units.Quantity;
import dev.trn3.units.Ratio;
import dev.trn3.units.Seconds;
import dev.trn3.units.Watts;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/**
 * One row of what is known about the hardware, as its source states it.
 *
 * @param id a name that never changes, such as {@code trainium3/hbm-bandwidth}
 * @param subject what it is about
 * @param quantity what is stated
 * @param value the number or words of the source
 * @param unit the unit as the source writes it; empty where there is none
 * @param certainty how sure it is
 * @param source who states it and where
 * @param date when it was stated, or read where the source has no date (ISO, perhaps without day)
 * @param note contradictions and remarks; may be empty
 */
public record Fact(
    String id,
    String subject,
    String quantity,
    String value,
    String unit,
    Certainty certainty,
    String source,
    String date,
    String note) {

  /** Checks that value and source are there. */
  public Fact {
    Objects.requireNonNull(certainty);
    if (id.isBlank() || value.isBlank() || source.isBlank()) {
      throw new IllegalArgumentException(
          "fact \"%s\" needs an id, a value and a source".formatted(id));
    }
  }

  static Fact given(String quantity, Quantity value, String reason) {
    return new Fact(
        "given/" + quantity.toLowerCase(Locale.ROOT).replace(' ', '-'),
        "your machine",
        quantity,
        value.toString(),
        "",
        Certainty.GIVEN,
        reason.isBlank() ? "entered by you" : reason,
        "",
        "");
  }

  Fact derived(String how) {
    return new Fact(
        id,
        subject,
        quantity,
        value,
        unit,
        certainty.and(Certainty.DERIVED),
        how + "; " + source,
        date,
        note);
  }

  /** The value as a number in its own unit; empty where it is words or a range. */
  public OptionalDouble number() {
    String digits = value.startsWith("~") ? value.substring(1) : value;
    return digits.matches("\\d+(\\.\\d+)?")
        ? OptionalDouble.of(Double.parseDouble(digits))
        : OptionalDouble.empty();
  }

  /** The SI amount of one of this fact's unit: 10<sup>12</sup> for {@code TB/s}. */
  public double siFactor() {
    return SourceUnit.factor(unit);
  }

  /** Value and unit as one text. */
  public String text() {
    return unit.isEmpty() ? value : value + " " + unit;
  }

  /** This fact as a bandwidth. */
  public Sourced<Bandwidth> bandwidth() {
    return as(Bandwidth::new);
  }

  /** This fact as an amount of data. */
  public Sourced<Bytes> bytes() {
    return as(Bytes::new);
  }

  /** This fact as a rate of operations. */
  public Sourced<FlopRate> flopRate() {
    return as(FlopRate::new);
  }

  /** This fact as a clock rate. */
  public Sourced<Hertz> hertz() {
    return as(Hertz::new);
  }

  /** This fact as a duration. */
  public Sourced<Seconds> seconds() {
    return as(Seconds::new);
  }

  /** This fact as a power. */
  public Sourced<Watts> watts() {
    return as(Watts::new);
  }

  /** This fact as a plain number or count. */
  public Sourced<Ratio> ratio() {
    return as(Ratio::new);
  }

  /** This fact as exact dollars. */
  public Dollars dollars() {
    return Dollars.of(value);
  }

  private <T extends Quantity> Sourced<T> as(DoubleFunction<T> quantity) {
    double number =
        number()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s of %s is \"%s\", not one number"
                            .formatted(this.quantity, subject, text())));
    T value = quantity.apply(number * SourceUnit.factor(unit));
    String expected = value.unit();
    if (!expected.equals(SourceUnit.si(unit))) {
      throw new IllegalArgumentException(
          "%s is in %s, not in %s".formatted(id, unit.isEmpty() ? "no unit" : unit, expected));
    }
    return new Sourced<>(value, this);
  }

  @Override
  public String toString() {
    return "%s, %s: %s (%s, %s, %s)%s"
        .formatted(
            subject, quantity, text(), certainty, source, date, note.isEmpty() ? "" : " " + note);
  }
}
