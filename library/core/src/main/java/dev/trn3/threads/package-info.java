/** Threads that compute for one question, and belong to whoever asked it. */
package dev.trn3.threads;
