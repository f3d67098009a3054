//! risorius-think
