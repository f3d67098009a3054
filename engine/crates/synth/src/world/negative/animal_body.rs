//! Draws an animal's trunk, legs, neck and ears.

use glam::{Vec2, Vec3};

use super::animal::{Body, Ears, Species};
use super::animal_drawing::Drawing;
use crate::world::pen::Edge;
use crate::world::shape::Shape;

impl Drawing<'_> {
    pub(super) fn body(&mut self) {
        let animal = self.animal;
        match animal.body {
            Body::None => {}
            Body::Chest => {
                let aside = -0.35 * animal.turn.x;
                let chest = Vec2::new(aside * animal.neck, 1.0 + animal.neck);
                self.neck(chest);
                let trunk = chest + Vec2::new(aside, 1.2);
                let radii = Vec2::new(1.3, 1.6);
                self.fur(&Shape::oval(trunk, radii), trunk, radii, 0.8);
            }
            Body::Standing(side) => {
                let chest = Vec2::new(side * 0.5, 0.8 + animal.neck);
                let rump = chest + Vec2::new(side * 2.6, 0.1);
                for (at, shade) in [(chest, 0.5), (rump, 0.5), (chest, 0.75), (rump, 0.75)] {
                    let hip = at + Vec2::new(if shade < 0.6 { 0.45 } else { -0.1 }, 0.3);
                    let foot = hip + Vec2::new(0.0, 1.9);
                    let leg = Shape::Limb { from: hip, to: foot, half_widths: [0.38, 0.18] };
                    self.fur(&leg, (hip + foot) / 2.0, Vec2::new(0.5, 1.8), shade);
                }
                let tail = rump + Vec2::new(side * 1.3, -0.9);
                let bar = Shape::Limb { from: rump, to: tail, half_widths: [0.2, 0.12] };
                self.fur(&bar, tail, Vec2::splat(1.5), 0.8);
                let trunk = Shape::Limb { from: chest, to: rump, half_widths: [0.85, 0.75] };
                self.fur(&trunk, (chest + rump) / 2.0, Vec2::new(2.2, 0.95), 0.85);
                self.neck(chest);
            }
        }
    }

    fn neck(&mut self, chest: Vec2) {
        let long = self.animal.neck > 1.2;
        let width = if long { 0.5 } else { 0.75 };
        let from = Vec2::new(0.0, 0.3);
        let neck = Shape::Limb { from, to: chest, half_widths: [width * 0.85, width * 1.2] };
        self.fur(&neck, (from + chest) / 2.0, Vec2::new(width * 1.3, chest.y), 0.75);
    }

    pub(super) fn ears(&mut self) {
        let (kind, size) = (self.animal.ears, self.animal.ear_size);
        let skull = self.animal.skull;
        let inner = self.animal.skin.unwrap_or(Vec3::new(0.55, 0.36, 0.33)) * 0.8;
        for side in [-1.0, 1.0] {
            let at = |drawing: &Self, x: f32, y: f32, z: f32| {
                drawing.seen(side * x * skull.x, y * skull.y, z).0
            };
            match kind {
                Ears::None => {}
                Ears::Pricked => {
                    let root = [at(self, 0.25, -0.8, 0.1), at(self, 0.95, -0.45, 0.0)];
                    let tip = at(self, 0.72 + 0.12 * size, -0.8 - 0.75 * size, 0.0);
                    let middle = (root[0] + root[1] + tip) / 3.0;
                    self.fur(
                        &Shape::Polygon(vec![root[0], tip, root[1]]),
                        middle,
                        Vec2::splat(size),
                        0.9,
                    );
                    let small = [root[0], tip, root[1]]
                        .map(|corner| middle.lerp(corner, 0.62) + Vec2::Y * 0.06);
                    self.pen.fill(&Shape::Polygon(small.to_vec()), Edge::soft(0.1), |_| {
                        inner.extend(0.85)
                    });
                }
                Ears::Floppy => {
                    let root = at(self, 0.8, -0.6, 0.1);
                    let tip = at(self, 1.12, -0.4 + 0.85 * size, 0.1);
                    let shape =
                        Shape::Limb { from: root, to: tip, half_widths: [0.2, 0.28 * size] };
                    self.fur(&shape, root, Vec2::splat(1.2 * size), 0.7);
                }
                Ears::Round => {
                    let y = if self.animal.species == Species::Monkey { 0.0 } else { -0.75 };
                    let x = if self.animal.species == Species::Monkey { 1.05 } else { 0.75 };
                    let middle = at(self, x, y, -0.1);
                    self.fur(
                        &Shape::disc(middle, 0.34 * size),
                        middle,
                        Vec2::splat(0.4 * size),
                        0.85,
                    );
                    self.pen.fill(&Shape::disc(middle, 0.22 * size), Edge::soft(0.08), |_| {
                        inner.extend(0.9)
                    });
                }
                Ears::Long => {
                    let (root, tip) =
                        (at(self, 0.5, -0.75, 0.0), at(self, 0.75, -0.8 - 0.9 * size, -0.1));
                    let (middle, axis) = ((root + tip) / 2.0, tip - root);
                    let turn = axis.y.atan2(axis.x);
                    let radii = Vec2::new(axis.length() * 0.62, 0.2);
                    self.fur(
                        &Shape::Ellipse { centre: middle, radii, turn },
                        middle,
                        Vec2::splat(0.8),
                        0.9,
                    );
                    let inside = Shape::Ellipse {
                        centre: middle,
                        radii: radii * Vec2::new(0.75, 0.5),
                        turn,
                    };
                    self.pen.fill(&inside, Edge::soft(0.08), |_| inner.extend(0.8));
                }
            }
        }
    }
}
