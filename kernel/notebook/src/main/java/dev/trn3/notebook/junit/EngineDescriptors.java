package dev.trn3.notebook.junit;

import dev.trn3.notebook.check.NotebookCheck;
import dev.trn3.notebook.format.Cell;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.engine.support.hierarchical.Node;

/** The tree that the engine shows: the engine, its notebooks, their cells. */
final class EngineDescriptors {

  /** Parts of the ids: a file, parameters where there are some, a cell. */
  static final String NOTEBOOK = "notebook";

  static final String ROW = "row";
  static final String CELL = "cell";

  private EngineDescriptors() {}

  /** All notebooks. */
  static final class Root extends EngineDescriptor implements Node<EngineRun> {
    private final List<Path> folders;

    /**
     * No notebook yet.
     *
     * @param folders that were asked for
     */
    Root(UniqueId id, List<Path> folders) {
      super(id, "Notebooks");
      this.folders = List.copyOf(folders);
    }

    List<Path> folders() {
      return folders;
    }

    void add(NotebookCheck check) {
      addChild(new Notebook(getUniqueId(), check));
    }

    /** Those that a filter has left. */
    List<NotebookCheck> checks() {
      return getChildren().stream().map(child -> ((Notebook) child).check).toList();
    }

    @Override
    public void after(EngineRun run) {
      run.ahead().close();
    }
  }

  private static Path file(NotebookCheck check) {
    return check.source().file().orElse(Path.of(check.name()));
  }

  /** One for each row of a matrix, of which all have the same file. */
  private static UniqueId idBelow(UniqueId parent, NotebookCheck check) {
    UniqueId id = parent.append(NOTEBOOK, file(check).toString());
    return check.options().parameters().isEmpty()
        ? id
        : id.append(ROW, check.options().parameters().toString());
  }

  /** One notebook, or one row of its matrix. */
  private static final class Notebook extends AbstractTestDescriptor implements Node<EngineRun> {
    private final NotebookCheck check;

    Notebook(UniqueId parent, NotebookCheck check) {
      super(idBelow(parent, check), check.name(), FileSource.from(file(check).toFile()));
      this.check = check;
      for (Cell cell : check.cells()) {
        TestSource source =
            FileSource.from(file(check).toFile(), FilePosition.from(cell.line(), 1));
        addChild(new CellTest(getUniqueId(), check, cell, source));
      }
      addChild(new WholeTest(getUniqueId(), check));
    }

    @Override
    public Type getType() {
      return Type.CONTAINER;
    }
  }

  /** One cell. */
  private static final class CellTest extends AbstractTestDescriptor implements Node<EngineRun> {
    private final NotebookCheck check;
    private final Cell cell;

    CellTest(UniqueId parent, NotebookCheck check, Cell cell, TestSource source) {
      super(parent.append(CELL, cell.id()), check.name() + " \u203a " + check.title(cell), source);
      this.check = check;
      this.cell = cell;
    }

    @Override
    public TestDescriptor.Type getType() {
      return Type.TEST;
    }

    @Override
    public EngineRun execute(EngineRun run, DynamicTestExecutor dynamicTests) {
      CellTests.report(run.ahead().verdict(check, cell));
      return run;
    }
  }

  /** What is not about one cell. */
  private static final class WholeTest extends AbstractTestDescriptor implements Node<EngineRun> {
    private final NotebookCheck check;

    WholeTest(UniqueId parent, NotebookCheck check) {
      super(
          parent.append("whole", "notebook"),
          check.name() + CellTests.WHOLE,
          FileSource.from(file(check).toFile()));
      this.check = check;
    }

    @Override
    public TestDescriptor.Type getType() {
      return Type.TEST;
    }

    @Override
    public EngineRun execute(EngineRun run, DynamicTestExecutor dynamicTests) {
      CellTests.report(run.ahead().verdict(check));
      return run;
    }
  }
}
