//! Which point of a plain list belongs to which landmark group.
//!
//! Groups are spelled in the numbering of the FaceMesh topology (468 points of the face, 478 with
//! the irises; Kartynnik et al. 2019, arXiv 1907.06724). The 68-point numbering is iBUG's (Sagonas
//! et al. 2013). Both count picture-wise, groups are the person's.

use glam::Vec2;
use risorius_rig::Group;
use std::collections::BTreeMap;

/// Groups by name: their points as FaceMesh numbers, in the order of the group.
#[rustfmt::skip]
const GROUPS: &[(&str, &[u16])] = &[
    ("face_oval", &[
        10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
        152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
    ]),
    ("right_eye_upper", &[33, 246, 161, 160, 159, 158, 157, 173, 133]),
    ("right_eye_lower", &[33, 7, 163, 144, 145, 153, 154, 155, 133]),
    ("left_eye_upper", &[263, 466, 388, 387, 386, 385, 384, 398, 362]),
    ("left_eye_lower", &[263, 249, 390, 373, 374, 380, 381, 382, 362]),
    ("right_brow_upper", &[70, 63, 105, 66, 107]),
    ("right_brow_lower", &[46, 53, 52, 65, 55]),
    ("left_brow_upper", &[300, 293, 334, 296, 336]),
    ("left_brow_lower", &[276, 283, 282, 295, 285]),
    ("right_iris_centre", &[468]),
    ("right_iris_edge", &[469, 470, 471, 472]),
    ("left_iris_centre", &[473]),
    ("left_iris_edge", &[474, 475, 476, 477]),
    ("lips_upper_outer", &[61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291]),
    ("lips_lower_outer", &[61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291]),
    ("lips_upper_inner", &[78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308]),
    ("lips_lower_inner", &[78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308]),
    ("nose_bridge", &[168, 6, 197, 195, 5, 4, 1]),
    ("nose_base", &[98, 97, 2, 326, 327]),
    ("chin", &[152]),
];

/// The FaceMesh point that stands for each of the 68 iBUG points.
#[rustfmt::skip]
const IBUG_68: [u16; 68] = [
    162, 234, 93, 58, 172, 136, 149, 148, 152, 377, 378, 365, 397, 288, 323, 454, 389, // jaw
    70, 63, 105, 66, 107, 336, 296, 334, 293, 300, // brows
    168, 197, 5, 4, 98, 97, 2, 326, 327, // nose
    33, 160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380, // eyes
    61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181, // outer lips
    78, 82, 13, 312, 308, 317, 14, 87, // inner lips
];

/// How many points a list may have.
pub(super) const LIST_SIZES: [usize; 3] = [68, 468, 478];

/// Sorts a plain list of 68, 468 or 478 points into groups; `None` for any other number.
pub(super) fn groups_of_list(points: &[Vec2]) -> Option<BTreeMap<String, Group>> {
    let number_of = |position: usize| match points.len() {
        68 => IBUG_68[position],
        _ => position as u16,
    };
    if !LIST_SIZES.contains(&points.len()) {
        return None;
    }
    let by_number: BTreeMap<u16, Vec2> =
        points.iter().enumerate().map(|(position, &point)| (number_of(position), point)).collect();
    let pick = |numbers: &[u16]| -> Group {
        numbers.iter().filter_map(|number| by_number.get(number).copied()).collect()
    };
    let groups = GROUPS.iter().map(|(name, numbers)| ((*name).to_owned(), pick(numbers)));
    Some(groups.filter(|(_, group)| !group.is_empty()).collect())
}

/// The positions in the full group that `count` points of it stand for: all of them, or those that a
/// list of 68 points has. `None` for an unknown group or any other count.
pub(crate) fn positions_in_group(name: &str, count: usize) -> Option<Vec<usize>> {
    let (_, numbers) = GROUPS.iter().find(|(known, _)| *known == name)?;
    if count == numbers.len() {
        return Some((0..count).collect());
    }
    let sparse: Vec<usize> =
        (0..numbers.len()).filter(|&position| IBUG_68.contains(&numbers[position])).collect();
    (count == sparse.len()).then_some(sparse)
}

/// The counts of points that a group may have: the full one and that of a list of 68 points.
/// `None` for an unknown group.
pub(super) fn group_counts(name: &str) -> Option<(usize, usize)> {
    let (_, numbers) = GROUPS.iter().find(|(known, _)| *known == name)?;
    let sparse = numbers.iter().filter(|number| IBUG_68.contains(number)).count();
    Some((numbers.len(), sparse))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list whose point `n` is at (n, 0): groups then show which number each point has.
    fn numbered(count: usize) -> BTreeMap<String, Group> {
        let points: Vec<Vec2> = (0..count).map(|n| Vec2::new(n as f32, 0.0)).collect();
        groups_of_list(&points).expect("a known size")
    }

    fn numbers(groups: &BTreeMap<String, Group>, name: &str) -> Vec<usize> {
        groups[name].iter().map(|point| point.x as usize).collect()
    }

    #[test]
    fn sixty_eight_points_fall_into_the_persons_groups() {
        let groups = numbered(68);
        let table: &[(&str, &[usize])] = &[
            ("right_eye_upper", &[36, 37, 38, 39]),
            ("right_eye_lower", &[36, 41, 40, 39]),
            ("left_eye_upper", &[45, 44, 43, 42]),
            ("left_eye_lower", &[45, 46, 47, 42]),
            ("right_brow_upper", &[17, 18, 19, 20, 21]),
            ("left_brow_upper", &[26, 25, 24, 23, 22]),
            ("lips_upper_outer", &[48, 49, 50, 51, 52, 53, 54]),
            ("lips_lower_outer", &[48, 59, 58, 57, 56, 55, 54]),
            ("lips_upper_inner", &[60, 61, 62, 63, 64]),
            ("lips_lower_inner", &[60, 67, 66, 65, 64]),
            ("nose_bridge", &[27, 28, 29, 30]),
            ("nose_base", &[31, 32, 33, 34, 35]),
            ("chin", &[8]),
        ];
        for (name, expect) in table {
            assert_eq!(numbers(&groups, name), *expect, "{name}");
        }
        assert_eq!(groups["face_oval"].len(), 17);
        assert!(
            !groups.contains_key("left_iris_centre") && !groups.contains_key("left_brow_lower")
        );
    }

    #[test]
    fn a_full_list_gives_159_points() {
        assert_eq!(numbered(478).values().map(Vec::len).sum::<usize>(), 159);
        assert_eq!(numbered(468).values().map(Vec::len).sum::<usize>(), 149);
        assert_eq!(numbers(&numbered(478), "nose_base"), [98, 97, 2, 326, 327]);
    }

    #[test]
    fn positions_follow_the_count() {
        assert_eq!(positions_in_group("right_eye_upper", 9), Some((0..9).collect()));
        assert_eq!(positions_in_group("right_eye_upper", 4), Some(vec![0, 3, 5, 8]));
        assert_eq!(positions_in_group("right_eye_upper", 5), None);
        assert_eq!(positions_in_group("ears", 4), None);
    }
}
