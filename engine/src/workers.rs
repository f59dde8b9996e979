//! Work done by several threads at once, with results that do not depend on how many there are.
//!
//! Knows nothing of what is done.

use crate::limits::MAX_WORKERS;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The results in the order of the tasks. Where no more workers can be had, the caller works alone.
pub(crate) fn in_parallel<T: Sync, R: Send>(tasks: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        while let number = next.fetch_add(1, Ordering::Relaxed)
            && let Some(task) = tasks.get(number)
        {
            done.push((number, work(task)));
        }
        done
    };
    // More than there are processors only take room from each other.
    let workers = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MAX_WORKERS);
    let mut results = std::thread::scope(|scope| {
        let others = 1..tasks.len().min(workers);
        let others: Vec<_> =
            others.filter_map(|_| std::thread::Builder::new().spawn_scoped(scope, worker).ok()).collect();
        let mut results = worker();
        for other in others {
            match other.join() {
                Ok(done) => results.extend(done),
                // Only a fault outside the checks gets here; it is the caller's, as without workers.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}
