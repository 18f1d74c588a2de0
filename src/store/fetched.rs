//! Files of the page that are fetched on first need: texts that are no part of the program. Must not know what is in any.

use crate::platform::fetch;
use leptos::prelude::*;
use std::sync::Arc;

/// How far a file is.
pub enum Fetched<T> {
    /// Nobody has asked for it.
    Unread,
    /// On its way.
    Loading,
    /// It is there.
    Ready(Arc<T>),
    /// It could not be fetched or read; a sentence for people.
    Failed(String),
}

impl<T> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Unread => Self::Unread,
            Self::Loading => Self::Loading,
            Self::Ready(read) => Self::Ready(read.clone()),
            Self::Failed(why) => Self::Failed(why.clone()),
        }
    }
}

impl<T> Fetched<T> {
    /// What was read, once it is there.
    pub fn ready(self) -> Option<Arc<T>> {
        match self {
            Self::Ready(read) => Some(read),
            _ => None,
        }
    }
}

/// A file with its address and how it is read; kept once it is there.
pub struct File<T: 'static> {
    address: &'static str,
    read: fn(&str) -> Result<T, String>,
    now: ArcRwSignal<Fetched<T>>,
}

impl<T: Send + Sync + 'static> File<T> {
    /// The file at that address; `read` gives a sentence if it cannot be used.
    pub fn new(address: &'static str, read: fn(&str) -> Result<T, String>) -> Self {
        Self { address, read, now: ArcRwSignal::new(Fetched::Unread) }
    }

    /// The file, fetched on first need; tracked.
    pub fn get(&self) -> Fetched<T> {
        let progress = self.now.get();
        if matches!(progress, Fetched::Unread) {
            *self.now.write_untracked() = Fetched::Loading;
            let (now, read) = (self.now.clone(), self.read);
            fetch::text(
                self.address,
                Box::new(move |text| {
                    let text = text.map_err(|why| why.to_string()).and_then(|text| read(&text));
                    now.set(match text {
                        Ok(file) => Fetched::Ready(Arc::new(file)),
                        Err(why) => Fetched::Failed(why),
                    });
                }),
            );
        }
        progress
    }

    /// Forgets that it could not be fetched; it is fetched again.
    pub fn try_again(&self) {
        self.now.set(Fetched::Unread);
    }
}
