package dev.cwforwarder.span;

import java.util.List;

/// Items of a span, and how many more their sender dropped.
public record Counted<T>(List<T> items, int dropped) {
  public Counted {
    items = List.copyOf(items);
  }

  public static <T> Counted<T> none() {
    return new Counted<>(List.of(), 0);
  }
}
