package dev.trn3.units;

/** The factories of all quantities, meant for {@code import static}. Each reads aloud. */
public final class Units {

  private Units() {}

  /** Bytes. */
  public static Bytes bytes(double amount) {
    return new Bytes(amount);
  }

  /** 10<sup>3</sup> bytes each. */
  public static Bytes kilobytes(double amount) {
    return new Bytes(amount * 1e3);
  }

  /** 10<sup>6</sup> bytes each. */
  public static Bytes megabytes(double amount) {
    return new Bytes(amount * 1e6);
  }

  /** 10<sup>9</sup> bytes each. */
  public static Bytes gigabytes(double amount) {
    return new Bytes(amount * 1e9);
  }

  /** 10<sup>12</sup> bytes each. */
  public static Bytes terabytes(double amount) {
    return new Bytes(amount * 1e12);
  }

  /** 10<sup>15</sup> bytes each. */
  public static Bytes petabytes(double amount) {
    return new Bytes(amount * 1e15);
  }

  /** 2<sup>10</sup> bytes each. */
  public static Bytes kibibytes(double amount) {
    return new Bytes(amount * 0x1p10);
  }

  /** 2<sup>20</sup> bytes each. */
  public static Bytes mebibytes(double amount) {
    return new Bytes(amount * 0x1p20);
  }

  /** 2<sup>30</sup> bytes each. */
  public static Bytes gibibytes(double amount) {
    return new Bytes(amount * 0x1p30);
  }

  /** 2<sup>40</sup> bytes each. */
  public static Bytes tebibytes(double amount) {
    return new Bytes(amount * 0x1p40);
  }

  /** 10<sup>6</sup> bytes per second each. */
  public static Bandwidth megabytesPerSecond(double amount) {
    return new Bandwidth(amount * 1e6);
  }

  /** 10<sup>9</sup> bytes per second each. */
  public static Bandwidth gigabytesPerSecond(double amount) {
    return new Bandwidth(amount * 1e9);
  }

  /** 10<sup>12</sup> bytes per second each. */
  public static Bandwidth terabytesPerSecond(double amount) {
    return new Bandwidth(amount * 1e12);
  }

  /** 2<sup>30</sup> bytes per second each. */
  public static Bandwidth gibibytesPerSecond(double amount) {
    return new Bandwidth(amount * 0x1p30);
  }

  /** 10<sup>9</sup> bits per second each, eight bits to a byte. */
  public static Bandwidth gigabitsPerSecond(double amount) {
    return new Bandwidth(amount * 1.25e8);
  }

  /** Floating point operations. */
  public static Flops flops(double amount) {
    return new Flops(amount);
  }

  /** 10<sup>12</sup> operations each. */
  public static Flops teraflop(double amount) {
    return new Flops(amount * 1e12);
  }

  /** 10<sup>18</sup> operations each. */
  public static Flops exaflop(double amount) {
    return new Flops(amount * 1e18);
  }

  /** 10<sup>9</sup> operations per second each. */
  public static FlopRate gigaflops(double amount) {
    return new FlopRate(amount * 1e9);
  }

  /** 10<sup>12</sup> operations per second each. */
  public static FlopRate teraflops(double amount) {
    return new FlopRate(amount * 1e12);
  }

  /** 10<sup>15</sup> operations per second each. */
  public static FlopRate petaflops(double amount) {
    return new FlopRate(amount * 1e15);
  }

  /** 10<sup>18</sup> operations per second each. */
  public static FlopRate exaflops(double amount) {
    return new FlopRate(amount * 1e18);
  }

  /** Seconds. */
  public static Seconds seconds(double amount) {
    return new Seconds(amount);
  }

  /** Milliseconds. */
  public static Seconds milliseconds(double amount) {
    return new Seconds(amount * 1e-3);
  }

  /** Microseconds. */
  public static Seconds microseconds(double amount) {
    return new Seconds(amount * 1e-6);
  }

  /** Nanoseconds. */
  public static Seconds nanoseconds(double amount) {
    return new Seconds(amount * 1e-9);
  }

  /** Minutes. */
  public static Seconds minutes(double amount) {
    return new Seconds(amount * 60);
  }

  /** Hours. */
  public static Seconds hours(double amount) {
    return new Seconds(amount * 3600);
  }

  /** Days. */
  public static Seconds days(double amount) {
    return new Seconds(amount * 86_400);
  }

  /** Weeks. */
  public static Seconds weeks(double amount) {
    return new Seconds(amount * 604_800);
  }

  /** Watts. */
  public static Watts watts(double amount) {
    return new Watts(amount);
  }

  /** 10<sup>3</sup> watts each. */
  public static Watts kilowatts(double amount) {
    return new Watts(amount * 1e3);
  }

  /** 10<sup>6</sup> watts each. */
  public static Watts megawatts(double amount) {
    return new Watts(amount * 1e6);
  }

  /** Joules. */
  public static Joules joules(double amount) {
    return new Joules(amount);
  }

  /** Kilowatt hours. */
  public static Joules kilowattHours(double amount) {
    return new Joules(amount * 3.6e6);
  }

  /** 10<sup>9</sup> cycles per second each. */
  public static Hertz gigahertz(double amount) {
    return new Hertz(amount * 1e9);
  }

  /** Dollars from their decimal notation: {@code dollars("35.7608")}. */
  public static Dollars dollars(String decimal) {
    return Dollars.of(decimal);
  }

  /** Whole dollars. */
  public static Dollars dollars(long whole) {
    return new Dollars(java.math.BigDecimal.valueOf(whole));
  }
}
