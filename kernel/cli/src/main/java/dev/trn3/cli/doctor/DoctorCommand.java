package dev.trn3.cli.doctor;

import dev.trn3.cli.Distribution;
import dev.trn3.cli.ExitCode;
import dev.trn3.cli.jupyter.JupyterFolders;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code trn3 doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    header = "Checks what this machine has of what the workbench needs.",
    description = {"", "Each finding that is not fine names its remedy."},
    optionListHeading = "%nOptions:%n",
    footer = {"", "Exit code 1 where something is missing without which nothing works."})
public final class DoctorCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    Distribution distribution = Distribution.current();
    List<Finding> findings = new ArrayList<>();
    findings.addAll(JavaCheck.findings());
    findings.add(DistributionCheck.finding(distribution));
    findings.addAll(MachineCheck.findings());
    findings.addAll(
        new JupyterCheck(JupyterFolders.ofThisUser(), distribution)
            .findings(System.getenv().getOrDefault("PATH", "")));
    findings.forEach(finding -> System.out.println(text(finding)));
    long missing = count(findings, Finding.Grade.MISSING);
    long notes = count(findings, Finding.Grade.NOTE);
    System.out.println();
    System.out.println(summary(missing, notes));
    return missing == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** A finding as it is printed: one line, and the remedy on a second. */
  static String text(Finding finding) {
    String line =
        String.format(
            Locale.ROOT,
            "%-8s %-14s %s",
            finding.grade().name().toLowerCase(Locale.ROOT),
            finding.subject(),
            finding.state());
    return finding.remedy().isEmpty() ? line : line + "\n" + " ".repeat(24) + finding.remedy();
  }

  private static String summary(long missing, long notes) {
    if (missing > 0) {
      return missing + " missing, " + notes + " worth knowing: the workbench will not work yet.";
    }
    return notes == 0
        ? "Everything is there."
        : "Everything needed is there; " + notes + " worth knowing.";
  }

  private static long count(List<Finding> findings, Finding.Grade grade) {
    return findings.stream().filter(finding -> finding.grade() == grade).count();
  }
}
