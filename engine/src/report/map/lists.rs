//! Reading and writing lists by index, where an index that is not there is no panic.

/// The value at the index; the plainest value where there is none.
pub(super) fn at<T: Copy + Default>(values: &[T], index: usize) -> T {
    values.get(index).copied().unwrap_or_default()
}

/// Puts the value in the place of the one at the index, if there is one.
pub(super) fn set<T>(values: &mut [T], index: usize, value: T) {
    if let Some(old) = values.get_mut(index) {
        *old = value;
    }
}

/// The list at the index; empty where there is none.
pub(super) fn list<T>(lists: &[Vec<T>], index: usize) -> &[T] {
    lists.get(index).map_or(&[], Vec::as_slice)
}

/// Adds the value to the list at the index, if there is one.
pub(super) fn push<T>(lists: &mut [Vec<T>], index: usize, value: T) {
    if let Some(list) = lists.get_mut(index) {
        list.push(value);
    }
}
