package dev.trn3.notebook;

/** Outputs were to be blessed on a build server. */
public final class BlessRefusedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  BlessRefusedException() {
    super(
        "outputs are not blessed where CI=true: a build server must not change what it tests;"
            + " bless on your machine and commit the notebooks");
  }
}
