//! The ledger: what is written is read again, merges, and what changed.
