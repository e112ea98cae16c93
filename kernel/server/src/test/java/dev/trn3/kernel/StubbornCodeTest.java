package dev.trn3.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.trn3.kernel.FrontEnd.Answered;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Cells that are interrupted in code to which no signal comes through by itself. */
@ExtendWith(SharedKernel.class)
class StubbornCodeTest {

  private static final String STOPPED = "the cell was stopped; variables are kept";

  /** A compiler may leave out of such a loop the point at which the JVM could stop its thread. */
  @Test
  void stopsALoopThatCountsOnceItIsCompiled(FrontEnd frontEnd, KernelProcess kernel) {
    ProcessHandle worker = kernel.worker();
    frontEnd.run(
        """
        double spin(int n) { double s = 0; for (int i = 0; i < n; i++) s += Math.sin(i); return s; }
        for (int i = 0; i < 30; i++) spin(200_000);
        """);

    Answered cell =
        frontEnd.interrupted(
            """
            var soon = new Thread(() -> {
              try { Thread.sleep(300); } catch (InterruptedException e) { }
              System.out.println("ready");
            });
            soon.start();
            spin(Integer.MAX_VALUE);
            """,
            "ready\n");

    assertThat(cell.errorValue()).isEqualTo(STOPPED);
    assertThat(kernel.worker()).isEqualTo(worker);
  }

  @Test
  void stopsValuesThatNeverFinishSayingWhatTheyAre(FrontEnd frontEnd, KernelProcess kernel) {
    ProcessHandle worker = kernel.worker();
    frontEnd.run(
        """
        boolean talks = false;
        class Talker {
          public String toString() {
            while (talks) { System.out.println("talks"); }
            return "quiet";
          }
        }
        var talker = new Talker();
        talks = true;
        """);

    Answered cell = frontEnd.interrupted("%whos", "talks\n");

    assertThat(cell.errorValue()).isEqualTo(STOPPED);
    assertThat(kernel.worker()).isEqualTo(worker);
    frontEnd.run("talks = false;");
    assertThat(frontEnd.run("talker").result()).isEqualTo("quiet");
  }

  @Test
  void writesNothingIntoAPipeThatNobodyReads(FrontEnd frontEnd, @TempDir Path folder) {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "it has no named pipes");
    Path pipe = folder.resolve("pipe");
    frontEnd.run("!mkfifo " + pipe);

    Answered cell = frontEnd.run("%%writefile " + pipe + "\nint unread = 1;\n");

    assertThat(cell.errorValue()).contains("is a pipe or a device").contains("name a file");
  }

  /** The compressor of zlib looks for long repetitions, of which two letters have many. */
  @Test
  void endsTheJvmWhereNativeCodeTakesTheProcessorAndSaysSo(
      FrontEnd frontEnd, KernelProcess kernel) {
    ProcessHandle worker = kernel.worker();
    frontEnd.run(
        """
        var input = java.nio.ByteBuffer.allocateDirect(16 << 20);
        var letters = new java.util.Random(1);
        byte[] part = new byte[1 << 16];
        while (input.hasRemaining()) {
          for (int i = 0; i < part.length; i++) part[i] = (byte) letters.nextInt(2);
          input.put(part);
        }
        var deflater = new java.util.zip.Deflater(9);
        deflater.setInput(input.flip());
        var output = java.nio.ByteBuffer.allocateDirect(16 << 20);
        """);

    Answered cell = frontEnd.interrupted("deflater.deflate(output);");

    assertThat(cell.errorName()).isEqualTo("Interrupted");
    assertThat(cell.errorValue())
        .contains("could not be stopped otherwise")
        .contains("variables are lost");
    assertThat(worker.isAlive()).isFalse();
    assertThat(frontEnd.run("1 + 1").result()).isEqualTo("2");
  }
}
