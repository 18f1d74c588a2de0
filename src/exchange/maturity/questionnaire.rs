//! Answers as tables. Must not know who asks.
