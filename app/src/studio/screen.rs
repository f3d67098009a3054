//! What is where in the window: pages, sheets, the size of the picture, the tool in hand.

/// The page on the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The chosen line.
    #[default]
    Line,
    /// All muscles.
    Muscles,
    /// Seed, life, frame rate.
    Settings,
}

/// The page on the left, under the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reading {
    /// The lines of the script.
    #[default]
    Script,
    /// The steps that led to them.
    Reasons,
    /// Named expressions to insert.
    Library,
}

/// A sheet over the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Opens portraits and projects.
    Open,
    /// Saves under a name.
    Save,
    /// Saves landmarks.
    Landmarks,
    /// Exports.
    Export,
    /// Finds commands.
    Palette,
    /// Draws a part of the performance again.
    Part,
    /// Keeps lines in the library.
    Keep,
    /// Models and servers.
    Minds,
    /// Lists keys.
    Shortcuts,
}

/// The size of the picture in the preview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zoom {
    /// The whole picture.
    #[default]
    Fit,
    /// The face that acts.
    Face,
    /// One pixel for one.
    Actual,
}

/// What a hand on the picture does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// It chooses faces and moves the picture.
    #[default]
    Look,
    /// It draws a box around a face.
    Area,
    /// It corrects the acting face's landmarks.
    Adjust,
}
