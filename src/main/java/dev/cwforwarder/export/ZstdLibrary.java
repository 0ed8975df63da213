package dev.cwforwarder.export;

import com.github.luben.zstd.util.Native;
import com.github.luben.zstd.util.ZstdVersion;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The native part of Zstandard, loaded once, when first asked for.
///
/// By itself zstd-jni unpacks its library into a temporary file of a random name; starting the
/// JDK's source of randomness for that takes longer than all the rest. So the build unpacks it: the
/// package holds it as a file.
final class ZstdLibrary {
  /// Why Zstandard cannot be used here, or null when it can.
  static final @Nullable String PROBLEM = load();

  private ZstdLibrary() {}

  private static @Nullable String load() {
    try {
      if (isLoaded("amd64") || isLoaded("aarch64")) {
        Native.assumeLoaded();
      } else {
        Native.load();
      }
      return null;
    } catch (LinkageError | RuntimeException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// Tries the library for `processor`; another processor's does not load.
  @SuppressWarnings("restricted") // native access is given on the command line
  private static boolean isLoaded(String processor) {
    String name = "/linux/" + processor + "/libzstd-jni-" + ZstdVersion.VERSION + ".so";
    URL library = ZstdLibrary.class.getResource(name);
    if (library == null || !library.getProtocol().equals("file")) {
      return false;
    }
    try {
      System.load(Path.of(library.toURI()).toString());
      return true;
    } catch (UnsatisfiedLinkError | URISyntaxException e) {
      return false;
    }
  }
}
