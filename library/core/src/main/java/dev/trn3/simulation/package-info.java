/**
 * What a step of training costs: operators on a device, collectives on a fabric, schedules of a
 * pipeline.
 *
 * <p>{@link dev.trn3.simulation.StepModel} is the closed form. It adds up what one layer does to
 * one micro-batch on one device, then what pipeline, data parallelism and optimizer make of it. The
 * shares of peak rates it uses are a {@link dev.trn3.simulation.Software}: few numbers for each
 * generation of chips and software, fitted to published measurements by the calibration in package
 * {@code experiment}, never for one model or one row.
 */
package dev.trn3.simulation;
