package dev.cwforwarder.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of the project, for tests about the project itself. Tests run in its root folder.
public final class Project {
  private static final Pattern DEPENDENCY =
      Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);

  private Project() {}

  public static Path file(String path) {
    return Path.of(path);
  }

  /// The text of the file at `path`.
  public static String text(String path) {
    try {
      return Files.readString(file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All `.java` files in `root`, sorted.
  public static List<Path> sources(String root) {
    try (Stream<Path> files = Files.walk(file(root))) {
      return files.filter(path -> path.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The names of the classes that have a file in `root`.
  public static List<String> topLevelClasses(String root) {
    return sources(root).stream()
        .map(path -> file(root).relativize(path).toString())
        .map(path -> path.substring(0, path.length() - ".java".length()).replace('/', '.'))
        .toList();
  }

  /// The `version` of the project.
  public static String version() {
    return tag(text("pom.xml"), "version");
  }

  /// `groupId:artifactId` of all dependencies except managed ones and those with the scope test or
  /// provided.
  public static List<String> deployedDependencies() {
    String pom = text("pom.xml");
    int start = pom.indexOf("</dependencyManagement>");
    String dependencies = pom.substring(start, pom.indexOf("<build>", start));
    List<String> deployed = new ArrayList<>();
    Matcher matcher = DEPENDENCY.matcher(dependencies);
    while (matcher.find()) {
      String dependency = matcher.group(1).replaceAll("(?s)<exclusions>.*</exclusions>", "");
      if (!dependency.contains("<scope>test</scope>")
          && !dependency.contains("<scope>provided</scope>")) {
        deployed.add(tag(dependency, "groupId") + ":" + tag(dependency, "artifactId"));
      }
    }
    return deployed;
  }

  private static String tag(String xml, String name) {
    Matcher matcher = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
    if (!matcher.find()) {
      throw new IllegalStateException("no <" + name + ">");
    }
    return matcher.group(1);
  }
}
