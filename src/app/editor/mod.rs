//! The prose editor: our own pure model.
