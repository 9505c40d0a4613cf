//! seeker
