//! What a strict provider does not take.
