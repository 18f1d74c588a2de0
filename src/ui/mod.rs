//! The browser's views: shell, pages and parts. They draw what `view` says and send actions; they do not know how
//! anything is stored.

pub mod parts;
