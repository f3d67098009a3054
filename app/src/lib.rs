//! Risorius: the studio and the command line over one engine.

pub mod cli;
pub mod studio;
