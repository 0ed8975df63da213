package dev.cwforwarder.map.content.severity;

/// The lines that [ToolOutputLine] recognizes, one a row:
///
/// a severity and how the line begins. `…` is any text, and `$` the end of the line; a row ends at
/// the end of a word unless it ends with `…`. The first row that matches is used. A program's name
/// and a colon may precede any row, and have to precede those that start with a colon. A row may
/// start with the program that syslog names.
final class ToolOutputTable {
  static final String ROWS =
      """
      ERROR panic:
      ERROR logrotate: ALERT exited abnormally with
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
      ERROR Unrecognized VM option
      WARN OpenJDK …VM warning:
      WARN Java HotSpot(TM) …VM warning:
      ERROR Exception in thread
      ERROR Caused by:
      ERROR Error raised from handler method
      ERROR Critical exception from handler
      ERROR Unknown application error occurred$
      ERROR Unhandled exception
      ERROR Unhandled Exception
      ERROR Unhandled promise rejection
      ERROR Unhandled Promise Rejection
      FATAL Process terminated.
      FATAL Fatal error.
      FATAL Stack overflow.$
      ERROR Failed to create CoreCLR,
      ERROR It was not possible to find any compatible framework version
      ERROR Uncaught exception
      ERROR Uncaught …Error
      ERROR Uncaught …Exception
      ERROR (node:…) UnhandledPromiseRejection…
      WARN (node:…Warning:
      FATAL FATAL ERROR:
      ERROR npm ERR!
      ERROR npm error
      ERROR ERR_PNPM_…
      ERROR ELIFECYCLE …failed
      WARN npm WARN
      WARN npm warn
      INFO2 npm notice
      WARN Package …Warning:
      WARN Class …Warning:
      INFO [ Info:
      DEBUG [ Debug:
      WARN [ Warning:
      ERROR [ Error:
      FATAL PHP Fatal error:
      ERROR PHP Parse error:
      ERROR PHP Recoverable
      WARN PHP Warning:
      WARN PHP Deprecated:
      INFO2 PHP Notice:
      FATAL Fatal error:
      ERROR Parse error:
      ERROR Traceback (most recent call last)
      ERROR Task exception was never retrieved
      ERROR Future exception was never retrieved
      FATAL Fatal Python error:
      ERROR concurrent.futures.process.BrokenProcessPool:
      ERROR subprocess.TimeoutExpired:
      ERROR socket.gaierror:
      ERROR socket.timeout:
      ERROR requests.exceptions.…:
      ERROR django.core.exceptions.…:
      ERROR werkzeug.exceptions.…:
      ERROR celery.exceptions.…:
      ERROR google.api_core.exceptions.…:
      ERROR sqlalchemy.exc.…:
      ERROR psycopg.errors.…:
      ERROR psycopg2.errors.…:
      ERROR asyncpg.exceptions.…:
      ERROR ** (
      ERROR bundler: failed to load command:
      ERROR Could not find gem
      ERROR rake aborted!
      ERROR rails aborted!
      ERROR bin/rails aborted!
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
      ERROR runc run failed:
      ERROR container_linux.go:
      ERROR Segmentation fault$
      ERROR Bus error$
      ERROR Illegal instruction$
      ERROR Floating point exception$
      ERROR Trace/breakpoint trap$
      ERROR Aborted$
      ERROR Killed$
      ERROR double free or corruption
      ERROR corrupted size vs. prev_size
      ERROR corrupted double-linked list
      ERROR ==…==ERROR:
      ERROR AddressSanitizer:DEADLYSIGNAL
      ERROR Inconsistency detected by ld.so:
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
      ERROR Unable to parse config file:
      ERROR Partial credentials found in
      ERROR The config profile (…) could not be found
      ERROR You must specify a region.
      ERROR SSL validation failed for
      ERROR Unknown options: -…
      ERROR Error when retrieving token from sso:
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
      ERROR fork/exec …: exec format error
      ERROR fork/exec …: no such file or directory
      ERROR fork/exec …: permission denied
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
      ERROR Can't call method "…" on
      ERROR raised …_ERROR :
      ERROR Unhandled …in thread #<
      ERROR BEGIN failed--compilation aborted
      ERROR lua: …:
      ERROR UnhandledPromiseRejection:
      ERROR [UnhandledPromiseRejection:
      ERROR Error in …) :
      WARN Warning message:
      ERROR Execution halted$
      ERROR Execution error (
      ERROR Fortran runtime error:
      ERROR CUDA error:
      ERROR CMake Error at
      ERROR CMake Error in
      ERROR CMake Error:
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
      ERROR : Failed at step
      ERROR : Main process exited, code=killed
      ERROR : Main process exited, code=dumped
      ERROR : Main process exited, …/FAILURE
      ERROR : Control process exited, …/FAILURE
      ERROR : A process of this unit has been killed by the OOM killer
      ERROR systemd: Failed to
      ERROR systemd: Dependency failed for
      ERROR systemd[…]: Failed to
      ERROR systemd[…]: Dependency failed for
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
      ERROR : Could not resolve hostname
      ERROR curl: (3)
      ERROR curl: (6)
      ERROR curl: (7)
      ERROR curl: (18)
      ERROR curl: (22)
      ERROR curl: (28)
      ERROR curl: (35)
      ERROR curl: (52)
      ERROR curl: (55)
      ERROR curl: (56)
      ERROR curl: (60)
      ERROR wget: bad address
      ERROR wget: server returned error:
      ERROR Permission denied (…
      ERROR Host key verification failed.$
      ERROR kex_exchange_identification:
      ERROR : No module named
      ERROR : syntax error
      ERROR : invalid user:
      ERROR : …: not in gzip format$
      ERROR : [BUG]
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
      WARN ERRORS AUTH_FAILURE
      """;

  private ToolOutputTable() {}
}
