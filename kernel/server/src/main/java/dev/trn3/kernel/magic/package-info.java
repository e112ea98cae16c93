/**
 * Words that speak to the kernel instead of to Java: {@code %time}, {@code %%html}, {@code !ls}.
 *
 * <p>A {@link dev.trn3.kernel.magic.Call} is such a word with what follows it, cut out of a cell by
 * the session. {@link dev.trn3.kernel.magic.Magics} knows all of them; each is a record with its
 * name, its usage, one line of help and an action, so that {@code %help}, completion and the
 * correction of a misspelt name need nothing more. What an action may do it finds in its {@link
 * dev.trn3.kernel.magic.Workspace}. To add one, write it into the class of its kin.
 */
package dev.trn3.kernel.magic;
