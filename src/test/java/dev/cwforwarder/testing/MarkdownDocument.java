package dev.cwforwarder.testing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A document of the project and its parts.
///
/// @param path relative to the project's root
public record MarkdownDocument(String path, List<String> lines) {
  private static final String FENCE = "```";
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");

  /// A fenced block of text.
  ///
  /// @param language the language of the fence, or empty
  /// @param before the line before the fence
  public record Block(String document, String language, String before, List<String> lines) {
    public Block {
      requireNonNull(document, "document is null");
      requireNonNull(language, "language is null");
      requireNonNull(before, "before is null");
      lines = List.copyOf(lines);
    }

    public String text() {
      return String.join("\n", lines).stripIndent() + "\n";
    }
  }

  public MarkdownDocument {
    requireNonNull(path, "path is null");
    lines = List.copyOf(lines);
  }

  public static MarkdownDocument of(String path) {
    return new MarkdownDocument(path, Project.text(path).lines().toList());
  }

  /// The documents in `folder`, sorted.
  public static List<MarkdownDocument> in(String folder) {
    try (Stream<Path> files = Files.list(Project.file(folder))) {
      return files
          .map(Path::toString)
          .filter(name -> name.endsWith(".md"))
          .sorted()
          .map(MarkdownDocument::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The fenced blocks, in order.
  public List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!isFence(lines.get(i))) {
        continue;
      }
      if (start < 0) {
        start = i;
      } else {
        blocks.add(block(start, i));
        start = -1;
      }
    }
    return blocks;
  }

  private Block block(int start, int end) {
    String before = start == 0 ? "" : lines.get(start - 1).strip();
    String language = lines.get(start).strip().substring(FENCE.length());
    return new Block(path, language, before, lines.subList(start + 1, end));
  }

  /// The targets of all links outside code, as written.
  public List<String> links() {
    return prose()
        .flatMap(line -> LINK.matcher(CODE.matcher(line).replaceAll("")).results())
        .map(match -> match.group(1))
        .toList();
  }

  /// The anchors of this document, derived from its headings as GitHub does.
  public Set<String> anchors() {
    return prose()
        .map(HEADING::matcher)
        .filter(matcher -> matcher.matches())
        .map(matcher -> matcher.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private Stream<String> prose() {
    List<String> prose = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      if (isFence(line)) {
        inside = !inside;
      } else if (!inside) {
        prose.add(line);
      }
    }
    return prose.stream();
  }

  private static boolean isFence(String line) {
    return line.strip().startsWith(FENCE);
  }
}
