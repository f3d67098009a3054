//! Draws an animal's head.

use glam::{Mat3, Vec2, Vec3};

use super::animal::{Animal, Ears, Mouth, Nose, Species};
use crate::Layer;
use crate::world::noise;
use crate::world::pen::{Edge, Pen, Place};
use crate::world::shape::Shape;

const DARK: Vec3 = Vec3::new(0.07, 0.05, 0.05);

impl Animal {
    /// Draws it with the middle of its head at a place, whose unit is its head's radius.
    pub(super) fn draw(&self, layer: &mut Layer, place: Place) {
        let turn = Mat3::from_rotation_y(self.turn.x) * Mat3::from_rotation_x(-self.turn.y);
        let mut drawing = Drawing { animal: self, pen: Pen { layer, place }, turn };
        drawing.body();
        let ears_hang = self.ears == Ears::Floppy;
        if !ears_hang {
            drawing.ears();
        }
        drawing.skull();
        drawing.skin();
        drawing.eyes();
        drawing.mop();
        drawing.snout();
        drawing.mouth();
        drawing.flews();
        drawing.nose();
        if self.species == Species::Cat || self.species == Species::Rabbit {
            drawing.whiskers();
        }
        if ears_hang {
            drawing.ears();
        }
    }
}

/// An animal on its way onto a layer.
pub(super) struct Drawing<'a> {
    pub(super) animal: &'a Animal,
    pub(super) pen: Pen<'a>,
    /// Turn of the head.
    turn: Mat3,
}

impl Drawing<'_> {
    /// Where a point of the head is seen, and how deep it lies.
    pub(super) fn seen(&self, x: f32, y: f32, z: f32) -> (Vec2, f32) {
        let turned = self.turn * Vec3::new(x, y, z);
        (turned.truncate(), turned.z)
    }

    pub(super) fn fur(&mut self, shape: &Shape, middle: Vec2, radii: Vec2, shade: f32) {
        let animal = self.animal;
        let edge = Edge { soft: 0.05, rough: animal.coat.shag(), grain: 9.0 };
        // The coat moves with the head.
        let shift = (self.turn * Vec3::Z * 0.6).truncate();
        self.pen.fill(shape, edge, |at| {
            let light = animal.lamp.on_ball((at - middle) / (radii * 1.1));
            (animal.coat.at(at - shift) * light * shade).extend(1.0)
        });
    }

    fn skull(&mut self) {
        let skull = self.animal.skull;
        let (crown, cheeks) = (Vec2::new(0.0, -0.1), self.seen(0.0, 0.35, 0.2).0);
        let cheek_radii = Vec2::new(skull.x * 0.95, 0.62);
        self.fur(&Shape::oval(crown, skull), crown, skull * 1.1, 1.0);
        let light_middle = (crown + cheeks) / 2.0;
        self.fur(
            &Shape::oval(cheeks, cheek_radii),
            light_middle,
            Vec2::new(skull.x * 1.1, 1.2),
            1.0,
        );
        if self.animal.species == Species::Owl {
            let (streaks, seed) = (self.animal.coat.second, self.animal.seed);
            for side in [-1.0, 1.0] {
                let (middle, _) = self.seen(side * 0.42, -0.1, 0.8);
                self.pen.fill(&Shape::disc(middle, 0.5), Edge::soft(0.06), |at| {
                    let ray = noise::smooth(seed, (at - middle).normalize_or_zero() * 7.0);
                    (streaks * (0.6 + 0.5 * ray)).extend(0.9)
                });
            }
        }
    }

    /// The bare face of a monkey: round the eyes and down to the chin.
    fn skin(&mut self) {
        let Some(skin) = self.animal.skin else { return };
        let animal = self.animal;
        let brow = animal.eyes.down;
        let mut patches =
            vec![(self.seen(0.0, animal.snout_down + 0.05, 0.8).0, Vec2::new(0.5, 0.52))];
        for side in [-1.0, 1.0] {
            patches.push((
                self.seen(side * animal.eyes.spread * 0.9, brow, 0.8).0,
                Vec2::new(0.36, 0.33),
            ));
        }
        for (middle, radii) in patches {
            self.pen.fill(
                &Shape::oval(middle, radii),
                Edge { soft: 0.12, rough: 0.05, grain: 8.0 },
                |at| {
                    let wrinkle =
                        0.9 + 0.2 * noise::fractal(animal.seed, at * Vec2::new(3.0, 9.0), 2);
                    (skin * wrinkle * animal.lamp.on_ball(at / animal.skull)).extend(1.0)
                },
            );
        }
        let (left, _) = self.seen(-animal.eyes.spread - 0.2, brow - 0.17, 0.85);
        let (right, _) = self.seen(animal.eyes.spread + 0.2, brow - 0.17, 0.85);
        self.pen
            .fill(&Shape::bar(left, right, 0.05), Edge::soft(0.15), |_| (skin * 0.55).extend(0.6));
    }

    fn eyes(&mut self) {
        let eyes = self.animal.eyes;
        let has_rim = self.animal.skin.is_none();
        for side in [-1.0, 1.0] {
            let looks = self.turn * Vec3::new(side * eyes.aside.sin(), 0.0, eyes.aside.cos());
            let (middle, depth) = self.seen(side * eyes.spread, eyes.down, 0.78);
            let is_on_head = middle.x.abs() < 0.85 * self.animal.skull.x;
            if depth < 0.1 || looks.z < 0.3 || !is_on_head {
                continue;
            }
            let squeeze = Vec2::new(looks.z.clamp(0.3, 1.0), 0.92);
            let size = eyes.size;
            let oval = |share: f32| Shape::oval(middle, squeeze * size * share);
            if has_rim {
                self.pen.fill(&oval(1.6), Edge::soft(size), |_| DARK.extend(0.5));
            }
            self.pen.flat(&oval(1.18), DARK);
            let iris = eyes.iris;
            self.pen.fill(&oval(0.98), Edge::CLEAN, |at| {
                let rim = ((at - middle) / size).length();
                (iris * (1.25 - 0.6 * rim)).extend(1.0)
            });
            let pupil = Shape::oval(middle, eyes.pupil * squeeze * size * 0.9);
            self.pen.flat(&pupil, Vec3::splat(0.02));
            let glint = middle + Vec2::new(-0.3, -0.35) * size;
            self.pen.fill(&Shape::disc(glint, size * 0.22), Edge::CLEAN, |_| {
                Vec3::splat(0.95).extend(0.9)
            });
            // A lid over the top.
            let lid = [
                middle + Vec2::new(-1.2 * squeeze.x, -0.55) * size,
                middle + Vec2::new(1.2 * squeeze.x, -0.55) * size,
            ];
            self.pen.fill(&Shape::bar(lid[0], lid[1], size * 0.22), Edge::soft(size * 0.3), |_| {
                DARK.extend(0.5)
            });
        }
    }

    fn mop(&mut self) {
        if !self.animal.has_mop {
            return;
        }
        for (x, y) in [(-0.35, -0.8), (0.35, -0.8), (0.0, -0.7), (0.0, -1.0)] {
            let (middle, _) = self.seen(x, y, 0.5);
            self.fur(&Shape::disc(middle, 0.42), middle, Vec2::splat(0.6), 1.05);
        }
    }

    fn snout(&mut self) {
        let animal = self.animal;
        let (root, _) = self.seen(0.0, animal.snout_down * 0.6, 0.5);
        let (tip, _) = self.seen(0.0, animal.snout_down, 0.75 + animal.snout);
        let shape = Shape::Limb { from: root, to: tip, half_widths: animal.snout_widths };
        let reach = animal.snout_widths[0];
        match animal.skin {
            _ if animal.nose == Nose::Beak => {}
            None => self.fur(&shape, tip, Vec2::splat(reach * 1.6), 1.12),
            Some(skin) => self.pen.fill(&shape, Edge::soft(0.15), |at| {
                (skin * animal.lamp.on_ball((at - tip) / (reach * 1.5)) * 1.05).extend(0.9)
            }),
        }
    }

    /// Two cushions beside the nose of dogs and cats.
    fn flews(&mut self) {
        let animal = self.animal;
        if !matches!(animal.species, Species::Dog | Species::Cat | Species::Rabbit | Species::Bear)
        {
            return;
        }
        let width = animal.snout_widths[1];
        for side in [-1.0, 1.0] {
            let middle = self.tip(side * width * 0.5, width * 0.25);
            self.fur(&Shape::disc(middle, width * 0.58), middle, Vec2::splat(width * 0.75), 1.1);
        }
    }

    /// The tip of the snout, where nose and mouth are.
    fn tip(&self, x: f32, y: f32) -> Vec2 {
        self.seen(x, self.animal.snout_down + y, 0.8 + self.animal.snout).0
    }

    fn nose(&mut self) {
        let (size, colour) = (self.animal.nose_size, self.animal.nose_colour);
        let up = -self.animal.snout_widths[1] * 0.45;
        let middle = self.tip(0.0, up);
        let lamp = self.animal.lamp;
        match self.animal.nose {
            Nose::Pad | Nose::Disc => {
                let radii = if self.animal.nose == Nose::Disc {
                    Vec2::new(1.0, 0.8)
                } else {
                    Vec2::new(1.0, 0.72)
                };
                self.pen.fill(&Shape::oval(middle, radii * size), Edge::soft(0.03), |at| {
                    (colour * (0.6 + lamp.on_ball((at - middle) / size))).extend(1.0)
                });
                for side in [-0.5, 0.5] {
                    let hole = Shape::oval(
                        self.tip(side * size, up + 0.15 * size),
                        Vec2::new(0.2, 0.28) * size,
                    );
                    self.pen.flat(&hole, colour * 0.25);
                }
                let glint = Shape::oval(middle - Vec2::Y * size * 0.4, Vec2::new(0.4, 0.12) * size);
                self.pen.fill(&glint, Edge::soft(size * 0.3), |_| Vec3::ONE.extend(0.5));
            }
            Nose::Slits => {
                for side in [-1.0, 1.0] {
                    let (from, to) = (
                        self.tip(side * size * 0.35, up - 0.02),
                        self.tip(side * size, up + 0.6 * size),
                    );
                    self.pen.fill(
                        &Shape::bar(from, to, size * 0.22),
                        Edge::soft(size * 0.2),
                        |_| DARK.extend(0.9),
                    );
                }
            }
            Nose::Beak => {
                let corners = [(-0.7, -0.6), (0.7, -0.6), (0.15, 1.3), (-0.15, 1.3)];
                let beak = corners.map(|(x, y)| self.tip(x * size, y * size)).to_vec();
                self.pen.fill(&Shape::Polygon(beak), Edge::CLEAN, |at| {
                    (colour * (1.0 - 0.5 * (at.x - middle.x).abs() / size)).extend(1.0)
                });
            }
        }
    }

    fn mouth(&mut self) {
        let [_, width] = self.animal.snout_widths;
        if self.animal.mouth == Mouth::None {
            return;
        }
        let chin = self.tip(0.0, width * 0.55);
        if self.animal.mouth != Mouth::Closed {
            let jaw = Vec2::new(width * 0.75, width * 0.7);
            let middle = chin + Vec2::Y * jaw.y * 0.5;
            self.fur(&Shape::oval(middle + Vec2::Y * 0.08, jaw * 1.2), middle, jaw * 1.3, 0.9);
            self.pen.flat(&Shape::oval(middle, jaw), Vec3::new(0.2, 0.06, 0.07));
            let reach = if self.animal.mouth == Mouth::Tongue { 1.6 } else { 0.5 };
            let tongue = Shape::bar(middle, middle + Vec2::Y * jaw.y * reach, jaw.x * 0.55);
            self.pen.fill(&tongue, Edge::soft(0.04), |at| {
                (Vec3::new(0.84, 0.45, 0.47) * (1.0 - 0.25 * (at.x - middle.x).abs() / jaw.x))
                    .extend(1.0)
            });
        }
        let stem = self.tip(0.0, -width * 0.1);
        let line = Edge::soft(0.03);
        self.pen.fill(&Shape::bar(stem, chin, 0.022), line, |_| DARK.extend(0.85));
        for side in [-1.0, 1.0] {
            let corner = self
                .seen(
                    side * width * 1.15,
                    self.animal.snout_down + width * 0.5,
                    0.5 + 0.6 * self.animal.snout,
                )
                .0;
            let bow = (chin + corner) / 2.0 + Vec2::Y * width * 0.22;
            self.pen.fill(&Shape::bar(chin, bow, 0.025), line, |_| DARK.extend(0.8));
            self.pen.fill(&Shape::bar(bow, corner, 0.022), line, |_| DARK.extend(0.7));
        }
    }

    fn whiskers(&mut self) {
        for side in [-1.0, 1.0] {
            for lift in [-0.15, 0.0, 0.15] {
                let from = self.tip(side * 0.2, 0.05 + lift * 0.3);
                let to = from + Vec2::new(side * 0.85, lift * 2.0);
                self.pen.fill(&Shape::bar(from, to, 0.008), Edge::CLEAN, |_| {
                    Vec3::splat(0.9).extend(0.4)
                });
            }
        }
    }
}
