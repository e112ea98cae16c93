package dev.trn3.benchmark;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a benchmark method is in {@code library/BENCHMARKS.md}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Row {

  /** What is measured, for a reader who does not know the code. */
  String value();

  /** Seconds that it may take; 0 where nothing is promised. */
  double atMost() default 0;

  /** The method of the same class that its time is divided by; empty for none. */
  String comparedWith() default "";
}
