//! A cursor over bytes that answers with an error instead of a panic.

use crate::RigError;
use glam::Vec3;

pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(crate) fn take(
        &mut self,
        length: usize,
        field: &'static str,
    ) -> Result<&'a [u8], RigError> {
        let end = self.at.checked_add(length).filter(|&end| end <= self.bytes.len());
        let end = end.ok_or(RigError::Truncated { at: self.bytes.len(), field })?;
        let taken = &self.bytes[self.at..end];
        self.at = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self, field: &'static str) -> Result<[u8; N], RigError> {
        self.take(N, field).map(|bytes| bytes.try_into().expect("take gives as many as asked for"))
    }

    pub(crate) fn u8(&mut self, field: &'static str) -> Result<u8, RigError> {
        self.array(field).map(u8::from_le_bytes)
    }

    pub(crate) fn u16(&mut self, field: &'static str) -> Result<u16, RigError> {
        self.array(field).map(u16::from_le_bytes)
    }

    pub(crate) fn i16(&mut self, field: &'static str) -> Result<i16, RigError> {
        self.array(field).map(i16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self, field: &'static str) -> Result<u32, RigError> {
        self.array(field).map(u32::from_le_bytes)
    }

    /// A vertex number below `count`.
    pub(crate) fn index(&mut self, count: usize, field: &'static str) -> Result<u16, RigError> {
        let index = self.u16(field)?;
        if usize::from(index) < count { Ok(index) } else { Err(RigError::Value { what: field }) }
    }

    /// A finite vector no longer than a room, so that no later sum can overflow.
    pub(crate) fn vec3(&mut self, field: &'static str) -> Result<Vec3, RigError> {
        let mut vector = [0.0; 3];
        for axis in &mut vector {
            *axis = self.array(field).map(f32::from_le_bytes)?;
            if !(-100.0..=100.0).contains(axis) {
                return Err(RigError::Value { what: field });
            }
        }
        Ok(Vec3::from_array(vector))
    }

    /// A counted list of named things.
    pub(crate) fn named<T>(
        &mut self,
        field: &'static str,
        mut read: impl FnMut(&mut Self) -> Result<T, RigError>,
    ) -> Result<Vec<(String, T)>, RigError> {
        let count = self.u16(field)?;
        let mut list = Vec::new();
        for _ in 0..count {
            let length = self.u8("a name")?;
            let name = std::str::from_utf8(self.take(length.into(), "a name")?)?.to_owned();
            list.push((name, read(self)?));
        }
        Ok(list)
    }
}
