package dev.cwforwarder;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import dev.cwforwarder.testing.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Rules that can only be checked on the sources.
final class SourceRulesTest {
  private static final int MAX_CLASS_LINES = 300;
  private static final int MAX_METHOD_LINES = 25;

  private static final List<Path> SHIPPED =
      Stream.of("src/main/java", "src/local/java", "src/bench/java", "src/demo/java")
          .flatMap(root -> Project.sources(root).stream())
          .toList();
  private static final List<Path> ALL =
      Stream.concat(SHIPPED.stream(), Project.sources("src/test/java").stream()).toList();

  @Test
  void filesAreShort() {
    assertThat(SHIPPED)
        .isNotEmpty()
        .allSatisfy(
            path ->
                assertThat(Project.text(path.toString()).lines().count())
                    .isLessThanOrEqualTo(MAX_CLASS_LINES));
  }

  @Test
  void methodsAreShort() throws IOException {
    assertThat(scan(SHIPPED).longMethods).isEmpty();
  }

  @Test
  void localVariablesHaveExplicitTypes() throws IOException {
    assertThat(scan(ALL).untyped).isEmpty();
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(ALL)
        .isNotEmpty()
        .allSatisfy(
            path ->
                assertThat(
                        Stream.of("main", "local", "bench", "demo", "test")
                            .map(root -> Path.of("src", root, "java"))
                            .map(root -> root.resolve(packageOf(path)).resolve("package-info.java"))
                            .map(Path::toFile))
                    .anyMatch(
                        info ->
                            info.exists() && Project.text(info.getPath()).contains("@NullMarked")));
  }

  private static Path packageOf(Path source) {
    return source.subpath(3, source.getNameCount() - 1);
  }

  private static Findings scan(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
      Findings findings = new Findings(Trees.instance(task).getSourcePositions());
      for (CompilationUnitTree unit : task.parse()) {
        findings.scan(unit, null);
      }
      return findings;
    }
  }

  /// Violations of the rules.
  private static final class Findings extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final List<String> longMethods = new ArrayList<>();
    private final List<String> untyped = new ArrayList<>();
    private final SourcePositions positions;

    Findings(SourcePositions positions) {
      this.positions = positions;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      LineMap lines = unit.getLineMap();
      if (method.getBody() != null) {
        long first = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
        long last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
        if (last - first - 1 > MAX_METHOD_LINES) {
          longMethods.add(
              "%s %s: %d lines".formatted(file(unit), method.getName(), last - first - 1));
        }
      }
      return super.visitMethod(method, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void unused) {
      CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
      boolean lambdas = getCurrentPath().getParentPath().getLeaf() instanceof LambdaExpressionTree;
      if (variable.getType() == null && !lambdas) {
        untyped.add(
            place(
                unit, unit.getLineMap().getLineNumber(positions.getStartPosition(unit, variable))));
      }
      return super.visitVariable(variable, null);
    }

    private static String place(CompilationUnitTree unit, long line) {
      return file(unit) + ":" + line;
    }

    private static String file(CompilationUnitTree unit) {
      return Path.of(unit.getSourceFile().toUri()).getFileName().toString();
    }
  }
}
