package dev.trn3.worker;

/** A class of a cell cannot be loaded: there is one of its name, and that would answer instead. */
public final class DefinedAlready extends IllegalStateException {

  private static final long serialVersionUID = 1;

  DefinedAlready(String name) {
    super(
        name
            + " is defined already, with the code of an earlier declaration;"
            + " choose another name, or begin anew with %reset");
  }
}
