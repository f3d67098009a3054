//! risorius-motion
