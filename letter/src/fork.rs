//! Noticing that the process was forked: threads, and so the worker, live on in the parent only.

use std::sync::atomic::{AtomicU32, Ordering};

static FORKS: AtomicU32 = AtomicU32::new(0);

/// The process that something was made in, as against the children forked from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Generation(u32);

impl Generation {
    pub(crate) fn current() -> Self {
        count_forks();
        Self(FORKS.load(Ordering::Relaxed))
    }

    /// Whether this is still the process of [`Generation::current`]. Costs one load, no system call.
    pub(crate) fn is_current(self) -> bool {
        self.0 == FORKS.load(Ordering::Relaxed)
    }
}

/// Has each fork counted in the child.
#[cfg(unix)]
#[expect(
    unsafe_code,
    reason = "there is no safe binding of pthread_atfork; getpid would cost every event a system call"
)]
fn count_forks() {
    extern "C" fn in_child() {
        FORKS.fetch_add(1, Ordering::Relaxed);
    }
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        // SAFETY: the handler only touches a static atomic, which is allowed between fork and exec;
        // it lives as long as the process. Should registering fail, forks go unnoticed as without it.
        let _ = unsafe { libc::pthread_atfork(None, None, Some(in_child)) };
    });
}

#[cfg(not(unix))]
fn count_forks() {}
