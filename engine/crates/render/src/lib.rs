//! risorius-render
