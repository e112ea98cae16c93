/**
 * Whether two outputs mean the same.
 *
 * <p>{@link dev.trn3.notebook.compare.Comparison} gives one sentence for each difference, such as
 * {@code row 3 "p99": stored 12.4 ms, got 13.1 ms (+5.6 %, allowed 1 %)}. How closely it looks is
 * said by the {@link dev.trn3.notebook.compare.Expectation} of the cell, which is strict unless the
 * notebook asks otherwise: numbers agree to nine digits, everything else exactly. What differs in
 * every run and says nothing, the clock and the addresses of objects, is {@link
 * dev.trn3.notebook.compare.Mask masked}.
 */
package dev.trn3.notebook.compare;
