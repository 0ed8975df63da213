package dev.cwforwarder.export;

import com.github.luben.zstd.util.Native;
import com.github.luben.zstd.util.ZstdVersion;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Loads the native library of Zstandard once, on first use.
///
/// By default zstd-jni unpacks its library into a temporary file with a random name. Initializing
/// the JDK's random number generator for that takes longer than everything else. Therefore the
/// build unpacks the library, and the deployment package contains it as a file.
final class ZstdLibrary {
  /// Why Zstandard is unavailable, or null if it is available.
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

  /// Tries the library of one processor architecture; one of another architecture fails to load.
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
