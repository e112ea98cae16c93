/**
 * How values of plain Java are shown: records and collections of them as tables, pictures as
 * pictures, a stream without being consumed. Renderers of libraries are asked before these.
 */
package dev.trn3.display.values;
