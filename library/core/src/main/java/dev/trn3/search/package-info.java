/**
 * The best way to train: every plan for every combination of some settings.
 *
 * <pre>{@code
 * search(training(LLAMA_3_1_405B))
 *     .over("servers", range(1, 64))
 *     .minimise(costPerMillionTokens())
 *     .pareto(stepTime())
 *     .run()
 * }</pre>
 *
 * <p>For each combination of settings the {@link dev.trn3.search.PlanSpace} gives all plans, in
 * groups whose layers take equally long. A group has a bound that none of its plans can beat, so
 * that most groups need not be evaluated, and none that holds an answer is left out. Objectives say
 * how they follow from step time and memory; that is what makes the choice exact.
 */
package dev.trn3.search;
