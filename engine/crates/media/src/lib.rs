//! risorius-media
