/**
 * What a test of notebooks found, for people ({@link dev.trn3.notebook.report.DifferencePage}) and
 * for build servers ({@link dev.trn3.notebook.report.JUnitXml}).
 */
package dev.trn3.notebook.report;
