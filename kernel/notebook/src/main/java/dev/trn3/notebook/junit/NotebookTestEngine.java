package dev.trn3.notebook.junit;

import dev.trn3.notebook.Only;
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
    Map<Path, String> wanted = new LinkedHashMap<>();
    request
        .getSelectorsByType(FileSelector.class)
        .forEach(selector -> addNotebook(selector.getPath(), wanted));
    request
        .getSelectorsByType(DirectorySelector.class)
        .forEach(selector -> wanted.put(selector.getPath(), ""));
    request.getSelectorsByType(UniqueIdSelector.class).forEach(selector -> add(selector, wanted));
    EngineDescriptors.Root root = new EngineDescriptors.Root(uniqueId);
    if (!wanted.isEmpty()) {
      KernelChoice kernels = KernelChoice.usual();
      List<NotebookCheck> checks = new ArrayList<>();
      wanted.forEach(
          (path, cell) ->
              NotebookChecks.in(path, kernels, RunOptions.DEFAULTS)
                  .forEach(check -> checks.add(only(check, cell))));
      Wish wish = Wish.ofThisBuild();
      Only.chosen(NotebookChecks.distinct(checks), wish.only()).stream()
          .map(check -> wish.lax() ? check.laxly() : check)
          .forEach(root::add);
    }
    return root;
  }

  private static void addNotebook(Path path, Map<Path, String> wanted) {
    if (path.toString().endsWith(".ipynb")) {
      wanted.put(path, "");
    }
  }

  /** An IDE runs a test again by its id. */
  private static void add(UniqueIdSelector selector, Map<Path, String> wanted) {
    List<UniqueId.Segment> segments = new ArrayList<>(selector.getUniqueId().getSegments());
    segments.removeIf(
        segment -> segment.getType().equals("engine") || segment.getType().equals("suite"));
    boolean ours =
        selector.getUniqueId().toString().contains("[engine:" + ID + "]") && !segments.isEmpty();
    if (ours) {
      String cell = segments.size() > 1 ? segments.get(1).getValue() : "";
      wanted.put(Path.of(segments.get(0).getValue()), cell);
    }
  }

  private static NotebookCheck only(NotebookCheck check, String cell) {
    return cell.isEmpty() ? check : check.only(each -> each.id().equals(cell));
  }

  @Override
  protected EngineRun createExecutionContext(ExecutionRequest request) {
    EngineDescriptors.Root root = (EngineDescriptors.Root) request.getRootTestDescriptor();
    TestOptions options = TestOptions.of(KernelChoice.usual()).withParallel(NotebookTests.atOnce());
    if (root.checks().isEmpty()) { // As in a project that uses the class only.
      return new EngineRun(new Ahead(List.of(), options));
    }
    TestOptions wished = Wish.ofThisBuild().applyTo(options, Reports.of(ID));
    return new EngineRun(new Ahead(root.checks(), wished));
  }
}
