package dev.trn3.kernel.documentation;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import dev.trn3.kernel.documentation.SourceContainer.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Finds declarations in sources. */
public final class Declarations {

  private static final int DEEPEST_INHERITANCE = 6;

  private static final int REMEMBERED = 4;

  private final Sources sources;
  private final Map<SourceFile, Parsed> parsed =
      new LinkedHashMap<>(REMEMBERED, 1, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SourceFile, Parsed> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** Declarations in these sources. */
  public Declarations(Sources sources) {
    this.sources = sources;
  }

  /** Looks for the sources of more jars and folders, too. */
  public void add(List<Path> classPath) {
    sources.add(classPath);
  }

  /** Does now what the first question would otherwise wait for. */
  public void warmUp() {
    var unused = sources.declaring("Object");
  }

  /** What the sources hold of this; empty where they do not have it. */
  public Optional<Documented> find(Signature signature) {
    return signature.type().isEmpty() ? Optional.empty() : find(signature, DEEPEST_INHERITANCE);
  }

  private Optional<Documented> find(Signature signature, int deep) {
    for (int end = signature.type().length(); end > 0; ) {
      // The name of a nested class begins with those around it; only the outermost has a file.
      String outer = signature.type().substring(0, end);
      String nested = signature.type().substring(Math.min(signature.type().length(), end + 1));
      for (SourceFile file : sources.declaring(outer)) {
        Optional<Documented> found = in(file, last(outer), nested, signature, deep);
        if (found.isPresent()) {
          return found;
        }
      }
      end = signature.type().lastIndexOf('.', end - 1);
    }
    return Optional.empty();
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private Optional<Documented> in(
      SourceFile file, String outer, String nested, Signature wanted, int deep) {
    try {
      Parsed source = parsed(file);
      List<TreePath> path = source.type(outer, nested);
      return path.isEmpty() ? Optional.empty() : in(source, path.get(0), wanted, deep);
    } catch (IOException e) {
      System.err.println("Source " + file.path() + " cannot be read: " + e);
      return Optional.empty();
    }
  }

  private Parsed parsed(SourceFile file) throws IOException {
    synchronized (parsed) {
      Parsed known = parsed.get(file);
      if (known == null) {
        known = Parsed.of(file.text());
        parsed.put(file, known);
      }
      return known;
    }
  }

  private Optional<Documented> in(Parsed parsed, TreePath type, Signature wanted, int deep) {
    if (wanted.member().isEmpty()) {
      return Optional.of(new Documented(parsed.comment(type), parsed.text(type.getLeaf())));
    }
    ClassTree declared = (ClassTree) type.getLeaf();
    for (Tree member : declared.getMembers()) {
      if (isWanted(member, declared, wanted)) {
        DocCommentTree comment = parsed.comment(new TreePath(type, member));
        if (comment == null && wanted.parameters().isPresent() && deep > 0) {
          comment = inherited(declared, wanted, deep - 1);
        }
        return Optional.of(new Documented(comment, parsed.text(member)));
      }
    }
    return component(parsed, type, wanted);
  }

  /** What a record gives out by itself is documented with the record. */
  private static Optional<Documented> component(Parsed parsed, TreePath type, Signature wanted) {
    ClassTree declared = (ClassTree) type.getLeaf();
    if (declared.getKind() != Tree.Kind.RECORD) {
      return Optional.empty();
    }
    if (declared.getSimpleName().contentEquals(wanted.member())) {
      return Optional.of(new Documented(parsed.comment(type), parsed.text(declared)));
    }
    if (!wanted.hasNoArguments()) {
      return Optional.empty();
    }
    return declared.getMembers().stream()
        .filter(member -> member instanceof VariableTree each && isNamed(each, wanted.member()))
        .map(member -> new Documented(parsed.comment(type), parsed.text(member)))
        .findFirst();
  }

  private static boolean isNamed(VariableTree field, String name) {
    return field.getName().contentEquals(name);
  }

  private static boolean isWanted(Tree member, ClassTree declared, Signature wanted) {
    if (member instanceof VariableTree field) {
      return wanted.parameters().isEmpty() && isNamed(field, wanted.member());
    }
    if (!(member instanceof MethodTree method) || wanted.parameters().isEmpty()) {
      return false;
    }
    String name =
        method.getReturnType() == null
            ? declared.getSimpleName().toString()
            : method.getName().toString();
    List<String> types =
        method.getParameters().stream()
            .map(parameter -> Signature.simple(type(parameter)))
            .toList();
    return name.equals(wanted.member()) && types.equals(wanted.parameters().get());
  }

  private static String type(VariableTree parameter) {
    String type = String.valueOf(parameter.getType());
    return parameter.toString().contains("... ") ? type.replaceFirst("\\[\\]$", "...") : type;
  }

  private DocCommentTree inherited(ClassTree declared, Signature wanted, int deep) {
    Stream<? extends Tree> superTypes =
        Stream.concat(
            Stream.ofNullable(declared.getExtendsClause()),
            declared.getImplementsClause().stream());
    return superTypes
        .map(type -> Signature.withoutTypeArguments(type.toString()))
        .map(type -> find(wanted.in(type), deep))
        .flatMap(Optional::stream)
        .map(Documented::comment)
        .filter(comment -> comment != null)
        .findFirst()
        .orElse(null);
  }

  /** A declaration of a cell: its source is at hand. */
  public static Documented ofCell(String source) {
    Parsed parsed = Parsed.of("class Cell {" + source + "}");
    TreePath cell = parsed.type("Cell", "").get(0);
    return ((ClassTree) cell.getLeaf())
        .getMembers().stream()
            .map(member -> new Documented(parsed.comment(new TreePath(cell, member)), source))
            .findFirst()
            .orElse(new Documented(null, source));
  }

  /** A parsed file. */
  private record Parsed(String text, CompilationUnitTree unit, DocTrees trees) {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final StandardJavaFileManager FILES =
        COMPILER.getStandardFileManager(problem -> {}, null, StandardCharsets.UTF_8);

    static Parsed of(String text) {
      JavacTask task =
          (JavacTask)
              COMPILER.getTask(
                  null,
                  FILES,
                  problem -> {},
                  List.of("-proc:none"),
                  null,
                  List.of(new SourceText(text)));
      try {
        return new Parsed(text, task.parse().iterator().next(), DocTrees.instance(task));
      } catch (IOException e) {
        throw new AssertionError("a text in memory can be read", e);
      }
    }

    /** At most one: the path of the type. */
    List<TreePath> type(String outer, String nested) {
      List<String> names = new ArrayList<>(List.of(outer));
      if (!nested.isEmpty()) {
        names.addAll(List.of(nested.split("\\.")));
      }
      TreePath path = new TreePath(unit);
      List<? extends Tree> within = unit.getTypeDecls();
      for (String name : names) {
        Optional<? extends Tree> next =
            within.stream()
                .filter(
                    tree ->
                        tree instanceof ClassTree type && type.getSimpleName().contentEquals(name))
                .findFirst();
        if (next.isEmpty()) {
          return List.of();
        }
        path = new TreePath(path, next.get());
        within = ((ClassTree) next.get()).getMembers();
      }
      return List.of(path);
    }

    DocCommentTree comment(TreePath path) {
      return trees.getDocCommentTree(path);
    }

    String text(Tree tree) {
      int start = (int) trees.getSourcePositions().getStartPosition(unit, tree);
      int end = (int) trees.getSourcePositions().getEndPosition(unit, tree);
      if (start < 0 || end < start) {
        return "";
      }
      int line = text.lastIndexOf('\n', start) + 1;
      return text.substring(line, end).stripIndent();
    }
  }

  /** A source that stands in memory. */
  private static final class SourceText extends javax.tools.SimpleJavaFileObject {
    private final String text;

    SourceText(String text) {
      super(java.net.URI.create("mem:///Source.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
