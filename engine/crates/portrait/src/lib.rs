//! risorius-portrait
