//! The drawing of the performance: how far it is, how it is guided, which parts are drawn again.

mod part;
pub(crate) mod part_sheet;
mod plot;
pub(crate) mod settings;
pub(crate) mod strip;

pub use part::Part;
