//! Square blocks of a lattice, to leave out those in which nothing happens.

use super::lattice::Lattice;
use glam::Vec2;

/// Samples along a side of a block.
const BLOCK: usize = 8;

/// A set of blocks.
pub(super) struct Blocks {
    width: usize,
    height: usize,
    columns: usize,
    rows: usize,
    marked: Vec<bool>,
}

impl Blocks {
    /// No block of a lattice.
    pub(super) fn none(&Lattice { width, height, .. }: &Lattice) -> Self {
        let (columns, rows) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
        Self { width, height, columns, rows, marked: vec![false; columns * rows] }
    }

    /// Marks the block of a sample.
    pub(super) fn mark(&mut self, sample: usize) {
        let (column, row) = (sample % self.width, sample / self.width);
        self.marked[row / BLOCK * self.columns + column / BLOCK] = true;
    }

    /// The marked blocks and their neighbours; `None` where there are none.
    pub(super) fn grown(&self) -> Option<Self> {
        let is_near = |block: usize| {
            let (column, row) = (block % self.columns, block / self.columns);
            let rows = row.saturating_sub(1)..(row + 2).min(self.rows);
            rows.flat_map(|y| {
                (column.saturating_sub(1)..(column + 2).min(self.columns)).map(move |x| (x, y))
            })
            .any(|(x, y)| self.marked[y * self.columns + x])
        };
        let marked: Vec<bool> = (0..self.marked.len()).map(is_near).collect();
        marked.contains(&true).then_some(Self { marked, ..*self })
    }

    /// Every block.
    pub(super) fn all(&self) -> std::ops::Range<usize> {
        0..self.marked.len()
    }

    /// The marked blocks.
    pub(super) fn marked(&self) -> impl Iterator<Item = usize> {
        self.all().filter(|&block| self.marked[block])
    }

    /// The samples of a block.
    pub(super) fn samples(&self, block: usize) -> impl Iterator<Item = usize> + use<> {
        let (left, top) = (block % self.columns * BLOCK, block / self.columns * BLOCK);
        let (right, bottom) = ((left + BLOCK).min(self.width), (top + BLOCK).min(self.height));
        let width = self.width;
        (top..bottom).flat_map(move |row| (left..right).map(move |column| row * width + column))
    }

    /// A sample in the middle of a block.
    pub(super) fn middle(&self, block: usize) -> usize {
        let column = (block % self.columns * BLOCK + BLOCK / 2).min(self.width - 1);
        let row = (block / self.columns * BLOCK + BLOCK / 2).min(self.height - 1);
        row * self.width + column
    }

    /// Whether a place of the picture lies in a marked block, or off the lattice nearest to one.
    pub(super) fn is_marked_at(&self, lattice: &Lattice, at_px: Vec2) -> bool {
        let place = (at_px - lattice.origin_px) / (lattice.step_px * BLOCK as f32);
        let column = (place.x.max(0.0) as usize).min(self.columns - 1);
        let row = (place.y.max(0.0) as usize).min(self.rows - 1);
        self.marked[row * self.columns + column]
    }
}
