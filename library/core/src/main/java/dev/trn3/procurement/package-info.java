/**
 * What machines cost: dated prices, Capacity Blocks for ML, and what they come to.
 *
 * <p>EC2 sells accelerators for a fixed time as Capacity Blocks: whole days up to 14, then whole
 * weeks up to 26, at most 64 instances each, ending at 11:30 UTC, paid in advance and not
 * cancellable. {@link dev.trn3.procurement.Prices} are what AWS has published and when. No price of
 * Trn3 is public: there the answer is a range of {@linkplain
 * dev.trn3.procurement.Prices#assumptions stated assumptions}, never one made-up number, until you
 * enter a price.
 *
 * <pre>{@code
 * capacityBlock(TRN3_ULTRASERVER_GEN2).days(7)                  // a week under three assumptions
 * capacityBlock(TRN2_48XLARGE).machines(4).runtime(days(15))    // one block, or two in a row
 * capacityBlock(TRN3_ULTRASERVER_GEN2).at(dollars("450")).days(7)
 * capacityBlock(TRN2_48XLARGE).in("us-east-2").days(14).extended(7)
 * }</pre>
 *
 * <p>All sums of money are exact decimals; they are rounded only where they are printed.
 */
package dev.trn3.procurement;
