package dev.cwforwarder.map.content;

/// The lines that [ToolOutputLine] recognizes, one a row:
///
/// a severity and how the line begins. `…` is any text, and `$` the end of the line; a row ends at
/// the end of a word unless it ends with `…`. The first row that matches is used. A program's name
/// and a colon may precede any row, and have to precede those that start with a colon.
final class ToolOutputTable {
  static final String ROWS =
      """
      ERROR panic:
      FATAL fatal error:
      ERROR runtime: out of memory
      ERROR runtime: goroutine stack exceeds
      ERROR [signal SIG…
      ERROR thread '…' panicked at
      ERROR thread '…) panicked at
      FATAL # A fatal error has been detected by
      ERROR # There is insufficient memory for
      ERROR # …OutOfMemoryError
      ERROR Terminating due to java.lang.OutOfMemoryError
      ERROR Error occurred during initialization of VM
      WARN OpenJDK …VM warning:
      WARN Java HotSpot(TM) …VM warning:
      ERROR Exception in thread
      ERROR Caused by:
      ERROR Error raised from handler method
      ERROR Critical exception from handler
      ERROR Unhandled exception
      ERROR Unhandled Exception
      ERROR Unhandled promise rejection
      ERROR Unhandled Promise Rejection
      FATAL Process terminated.
      FATAL Fatal error.
      FATAL Stack overflow.$
      ERROR Uncaught exception
      ERROR Uncaught …Error
      ERROR Uncaught …Exception
      ERROR (node:…) UnhandledPromiseRejection…
      WARN (node:…Warning:
      FATAL FATAL ERROR:
      ERROR npm ERR!
      ERROR npm error
      WARN npm WARN
      WARN npm warn
      INFO2 npm notice
      FATAL PHP Fatal error:
      ERROR PHP Parse error:
      ERROR PHP Recoverable
      WARN PHP Warning:
      WARN PHP Deprecated:
      INFO2 PHP Notice:
      FATAL Fatal error:
      ERROR Parse error:
      ERROR Traceback (most recent call last)
      FATAL Fatal Python error:
      ERROR ** (
      ERROR =ERROR REPORT====
      ERROR =CRASH REPORT====
      ERROR =SUPERVISOR REPORT====
      WARN =WARNING REPORT====
      INFO =INFO REPORT====
      INFO =PROGRESS REPORT====
      ERROR GenServer …terminating
      ERROR Task #PID<…terminating
      ERROR Process #PID<…raised an exception
      ERROR Error in process <
      ERROR Crash dump is being written to
      FATAL Runtime terminating during boot
      FATAL Kernel pid terminated
      ERROR standard_init_linux.go:
      ERROR OCI runtime …failed
      ERROR Segmentation fault$
      ERROR Killed$
      ERROR double free or corruption
      ERROR corrupted size vs. prev_size
      ERROR corrupted double-linked list
      ERROR ==…==ERROR:
      ERROR segfault at
      FATAL Kernel panic - not syncing
      FATAL kernel BUG at
      ERROR EXT4-fs error
      ERROR Buffer I/O error on
      ERROR An error occurred (
      ERROR aws: error:
      ERROR upload failed:
      ERROR download failed:
      ERROR copy failed:
      ERROR move failed:
      ERROR delete failed:
      ERROR Unable to locate credentials
      ERROR Could not connect to the endpoint URL
      ERROR Connect timeout on endpoint URL
      ERROR Read timeout on endpoint URL
      ERROR Waiter …failed:
      ERROR Parameter validation failed:
      ERROR Error parsing parameter
      ERROR [Container] …State: FAILED
      ERROR [Container] …_ERROR Message:
      ERROR [Container] …Command did not exit successfully
      ERROR Phase complete: …State: FAILED
      ERROR Phase context status code: …_ERROR Message:
      ERROR Command did not exit successfully
      ERROR │ Error:
      WARN │ Warning:
      ERROR make: ***
      ERROR make[…]: ***
      ERROR FAILURE: Build failed
      ERROR BUILD FAILED
      ERROR error[E…
      ERROR exec …: exec format error$
      ERROR exec …: no such file or directory$
      ERROR exec …: permission denied$
      ERROR exec user process caused:
      ERROR exec: "…":
      ERROR fork/exec …: exec format error$
      ERROR Error response from daemon:
      ERROR Error loading shared library
      ERROR Error relocating
      ERROR Failed to load …cannot open shared object file
      ERROR thread '…' has overflowed its stack
      ERROR thread …panic:
      ERROR http: panic serving
      ERROR Init error when
      ERROR + Exception Group Traceback
      ERROR --->…Exception
      ERROR terminate called after throwing
      ERROR terminate called without
      ERROR terminate called recursively
      ERROR terminating due to uncaught exception
      ERROR terminating with uncaught exception
      ERROR pure virtual method called
      ERROR Assertion failed
      ERROR Assertion `…' failed.
      ERROR *** …detected ***
      ERROR malloc():
      ERROR malloc_consolidate():
      ERROR realloc():
      ERROR calloc():
      ERROR free():
      ERROR munmap_chunk():
      FATAL Fatal glibc error:
      ERROR SIGSEGV:
      ERROR SIGABRT:
      ERROR SIGBUS:
      ERROR unexpected fault address
      ERROR no main manifest attribute, in
      ERROR Could not open input file:
      ERROR Can't locate …in @INC
      ERROR Can't open perl script
      ERROR BEGIN failed--compilation aborted
      ERROR lua: …:
      ERROR UnhandledPromiseRejection:
      ERROR Error in …) :
      WARN Warning message:
      ERROR Execution halted$
      ERROR Execution error (
      ERROR Fortran runtime error:
      ERROR CUDA error:
      ERROR CMake Error
      WARN CMake Warning
      WARN CMake Deprecation Warning
      ERROR e: file:
      ERROR e: /…
      WARN w: file:
      WARN w: /…
      ERROR BUG:
      ERROR Oops:
      ERROR FAILED …::
      ERROR ORA-…
      ERROR : Failed with result
      ERROR Error from server (
      ERROR rsync error:
      ERROR ##vso[task.logissue type=error
      WARN ##vso[task.logissue type=warning
      ERROR : Exiting with failure status
      ERROR : Got error:
      ERROR : error processing
      ERROR : …@ error/
      WARN : …@ warning/
      ERROR : error while loading shared libraries:
      ERROR : symbol lookup error:
      ERROR : can't open file
      ERROR : cannot
      ERROR : unable to
      ERROR : connect to host
      ERROR : (…) Failed to connect
      ERROR : (…) Could not resolve host
      ERROR : (…) The requested URL returned error
      ERROR : No module named
      ERROR : syntax error
      ERROR : Syntax error
      ERROR : …' not found (required by
      ERROR : …: command not found$
      ERROR : …: unbound variable$
      ERROR : …: No such file or directory$
      ERROR : …: Permission denied$
      ERROR : …xec format error$
      ERROR : …: No space left on device$
      ERROR : …: Address already in use$
      ERROR : …: Cannot allocate memory$
      ERROR : …: Too many open files$
      ERROR : …: Operation not permitted$
      ERROR : …: Read-only file system$
      ERROR : …: Input/output error$
      ERROR : …(core dumped)
      ERROR : …Segmentation fault
      ERROR : line … Killed
      WARN LAMBDA_WARNING:
      """;

  private ToolOutputTable() {}
}
