package dev.trn3.notebook.junit;

import dev.trn3.notebook.TestOptions;
import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.check.NotebookChecks;
import dev.trn3.notebook.client.KernelChoice;
import dev.trn3.notebook.run.RunOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DirectorySelector;
import org.junit.platform.engine.discovery.FileSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.hierarchical.HierarchicalTestEngine;

/**
 * Finds notebooks as files and folders, without a class that makes tests of them:
 *
 * <pre>{@code
 * @Suite
 * @IncludeEngines("trn3-notebooks")
 * @SelectDirectories("notebooks")
 * class NotebooksTest {}
 * }</pre>
 *
 * <p>Build tools look for classes, hence the suite; the launcher of JUnit takes files and folders
 * directly. The system property {@code notebooks} is understood as {@link NotebookTests} says.
 */
public final class NotebookTestEngine extends HierarchicalTestEngine<EngineRun> {

  /** What suites include. */
  public static final String ID = "trn3-notebooks";

  @Override
  public String getId() {
    return ID;
  }

  /** Reads the notebooks; kernels start when the first cell is run. */
  @Override
  public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId uniqueId) {
    Map<Path, List<Wanted>> wanted = new LinkedHashMap<>(); // What is wanted whole comes first.
    List<Path> folders =
        request.getSelectorsByType(DirectorySelector.class).stream()
            .map(DirectorySelector::getPath)
            .toList();
    request.getSelectorsByType(FileSelector.class).stream()
        .map(FileSelector::getPath)
        .filter(path -> path.toString().endsWith(".ipynb"))
        .forEach(path -> add(path, Wanted.ALL, wanted));
    folders.forEach(path -> add(path, Wanted.ALL, wanted));
    request.getSelectorsByType(UniqueIdSelector.class).forEach(selector -> add(selector, wanted));
    EngineDescriptors.Root root = new EngineDescriptors.Root(uniqueId, folders);
    if (!wanted.isEmpty()) {
      KernelChoice kernels = KernelChoice.usual();
      Map<String, NotebookCheck> checks = new LinkedHashMap<>();
      wanted.forEach(
          (path, choices) ->
              NotebookChecks.in(path, kernels, RunOptions.DEFAULTS).stream()
                  .flatMap(check -> only(check, choices).stream())
                  .forEach(check -> checks.putIfAbsent(check.identity(), check)));
      Wish wish = Wish.ofThisBuild();
      wish.chosen(NotebookChecks.distinct(List.copyOf(checks.values()))).stream()
          .map(check -> wish.lax() ? check.laxly() : check)
          .forEach(root::add);
    }
    return root;
  }

  /**
   * What is wanted of a notebook.
   *
   * @param row of its matrix, by its parameters; empty for all
   * @param cell its id; empty for all
   */
  private record Wanted(String row, String cell) {
    private static final Wanted ALL = new Wanted("", "");

    private boolean concerns(NotebookCheck check) {
      return row.isEmpty() || row.equals(check.options().parameters().toString());
    }
  }

  private static void add(Path path, Wanted choice, Map<Path, List<Wanted>> wanted) {
    wanted.computeIfAbsent(path, same -> new ArrayList<>()).add(choice);
  }

  /** An IDE runs a test again by its id. */
  private static void add(UniqueIdSelector selector, Map<Path, List<Wanted>> wanted) {
    UniqueId id = selector.getUniqueId();
    String file = part(EngineDescriptors.NOTEBOOK, id);
    if (id.toString().contains("[engine:" + ID + "]") && !file.isEmpty()) {
      Wanted choice = new Wanted(part(EngineDescriptors.ROW, id), part(EngineDescriptors.CELL, id));
      add(Path.of(file), choice, wanted);
    }
  }

  /** Empty where the id has no such part; that of the notebook itself has no cell. */
  private static String part(String type, UniqueId id) {
    return id.getSegments().stream()
        .filter(segment -> segment.getType().equals(type))
        .map(UniqueId.Segment::getValue)
        .reduce("", (former, last) -> last);
  }

  /** The check for what is wanted of its notebook; empty where that is another row. */
  private static Optional<NotebookCheck> only(NotebookCheck check, List<Wanted> choices) {
    Set<String> cells =
        choices.stream()
            .filter(choice -> choice.concerns(check))
            .map(Wanted::cell)
            .collect(Collectors.toSet());
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(cells.contains("") ? check : check.only(cell -> cells.contains(cell.id())));
  }

  @Override
  protected EngineRun createExecutionContext(ExecutionRequest request) {
    EngineDescriptors.Root root = (EngineDescriptors.Root) request.getRootTestDescriptor();
    TestOptions options =
        TestOptions.of(KernelChoice.usual(), root.folders().toArray(Path[]::new))
            .withParallel(NotebookTests.atOnce());
    if (root.checks().isEmpty()) { // As in a project that uses the class only.
      return new EngineRun(new Ahead(List.of(), options));
    }
    TestOptions wished = Wish.ofThisBuild().applyTo(options, Reports.of(ID));
    return new EngineRun(new Ahead(root.checks(), wished));
  }
}
