package dev.trn3.sweep;

import java.util.function.Predicate;

/**
 * What a combination must fulfil to be tried.
 *
 * @param rule in words, as the reason for what is skipped
 * @param holds true for combinations that are tried
 */
record Constraint(String rule, Predicate<Point> holds) {}
