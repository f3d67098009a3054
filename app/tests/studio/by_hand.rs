//! The face corrected by hand: boxes to click and to draw, handles to drag and to nudge.

use crate::fake::{Stage, landmarks, portrait};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use risorius::studio::{Portrait, Tool};
use risorius_engine::{Acting, Command, Event, FaceInfo, Landmarks, PortraitInfo, PortraitRef};

const HER: &str = "/portraits/her.png";

/// A studio with a portrait that was told of by the engine.
fn stage(info: PortraitInfo) -> Stage {
    let mut stage = Stage::empty();
    stage.drop_file(HER);
    stage.say(Event::Portrait(Ok(info)));
    stage.told();
    stage
}

/// The same with the handles on the face.
fn adjusting() -> Stage {
    let mut stage = stage(portrait(HER));
    stage.press(Key::A);
    assert_eq!(tool(&stage), Tool::Adjust);
    stage
}

fn tool(stage: &Stage) -> Tool {
    stage.window.state().state.tool
}

fn portrait_of(stage: &Stage) -> &PortraitRef {
    stage.document().portrait.as_ref().unwrap()
}

/// How far a point went from where it was found, pixels of the picture.
fn way(hand: &Landmarks, group: &str, point: usize) -> Vec2 {
    let by = hand.groups[group][point] - landmarks().groups[group][point];
    vec2(by.x, by.y)
}

/// Points of the window a pixel of the picture, read off two handles.
fn points_per_px(stage: &Stage) -> f32 {
    let at = |label| stage.window.get_by_role_and_label(Role::Button, label).rect().center();
    let px = |group: &str| landmarks().groups[group][0];
    at("Right brow, outer end").distance(at("Left brow, outer end"))
        / px("right_brow_upper").distance(px("left_brow_upper"))
}

fn drag_handle(stage: &mut Stage, label: &str, by: Vec2) {
    let from = stage.window.get_by_role_and_label(Role::Button, label).rect().center();
    stage.drag(from, from + by);
}

#[test]
fn a_dragged_handle_is_one_step_and_comes_back_exactly() {
    let mut stage = adjusting();
    let before = stage.document().clone();
    drag_handle(&mut stage, "Left mouth corner", vec2(20.0, -14.0));
    let hand = portrait_of(&stage).hand.clone().expect("a correction");
    let expect = vec2(20.0, -14.0) / points_per_px(&stage);
    assert!((way(&hand, "lips_upper_outer", 10) - expect).length() < 0.1);
    assert_eq!(way(&hand, "left_eye_upper", 0), Vec2::ZERO);
    let told = stage.told();
    assert!(told.len() > 1, "the engine hears of the drag as it goes: {told:?}");
    let Some(Command::Document { document, .. }) = told.last() else { panic!("{told:?}") };
    assert_eq!(&**document, stage.document());
    assert!(matches!(stage.window.state().state.portrait, Portrait::Ready(_)), "it stays on stage");
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    stage.settle();
    assert_eq!(stage.document(), &before);
    stage.window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    stage.settle();
    assert_eq!(portrait_of(&stage).hand, Some(hand));
    stage.click("Reset face");
    assert_eq!(stage.document(), &before);
}

#[test]
fn a_mirror_and_modifiers_take_more_along() {
    for (mirror, modifiers, other_corner, brow) in [
        (false, Modifiers::NONE, false, false),
        (true, Modifiers::NONE, true, false),
        (false, Modifiers::ALT, true, false),
        (true, Modifiers::ALT, false, false),
        (false, Modifiers::SHIFT, true, true),
    ] {
        let mut stage = adjusting();
        if mirror {
            stage.click("Mirror");
        }
        stage.window.event(egui::Event::ModifiersChanged(modifiers));
        drag_handle(&mut stage, "Left mouth corner", vec2(0.0, 30.0));
        let hand = portrait_of(&stage).hand.as_ref().expect("a correction");
        let went = |group, point| way(hand, group, point).length() > 0.5;
        assert!(went("lips_upper_outer", 10));
        assert_eq!(went("lips_upper_outer", 0), other_corner, "{mirror} {modifiers:?}");
        assert_eq!(went("left_brow_upper", 2), brow, "{mirror} {modifiers:?}");
    }
}

#[test]
fn keys_move_a_handle_and_go_on_to_the_next() {
    let mut stage = adjusting();
    let focused = |stage: &Stage| {
        let all = stage.window.query_all_by_role(Role::Button);
        let focused: Vec<_> = all.filter(|node| node.accesskit_node().is_focused()).collect();
        focused.first().and_then(|node| node.accesskit_node().label()).unwrap_or_default()
    };
    assert_eq!(focused(&stage), "Right brow, outer end");
    stage.press(Key::Tab);
    assert_eq!(focused(&stage), "Right brow, peak");
    stage.press(Key::Tab);
    stage.window.key_press_modifiers(Modifiers::SHIFT, Key::Tab);
    stage.settle();
    assert_eq!(focused(&stage), "Right brow, peak");
    stage.press(Key::ArrowRight);
    stage.press(Key::ArrowRight);
    stage.window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowUp);
    stage.settle();
    let way_of = |stage: &Stage| {
        portrait_of(stage).hand.as_ref().map(|hand| way(hand, "right_brow_upper", 2))
    };
    assert!((way_of(&stage).unwrap() - vec2(2.0, -10.0)).length() < 1e-3, "{:?}", way_of(&stage));
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    stage.settle();
    assert!((way_of(&stage).unwrap() - vec2(2.0, 0.0)).length() < 1e-3, "{:?}", way_of(&stage));
    assert_eq!(stage.window.state().state.transport.at_secs, 0.0, "the playhead stays");
    let node = stage.window.get_by_role_and_label(Role::Button, "Right brow, peak");
    let value = node.accesskit_node().value().unwrap_or_default();
    let px = landmarks().groups["right_brow_upper"][2];
    assert_eq!(value, format!("{:.0}, {:.0} px", px.x + 2.0, px.y));
    stage.press(Key::Space);
    assert!(stage.window.state().state.transport.is_playing(), "other keys are commands");
    stage.press(Key::Escape);
    assert_eq!(tool(&stage), Tool::Look);
    assert!(stage.window.query_by_label("Right brow, peak").is_none());
}

#[test]
fn escape_leaves_a_field_before_the_tool() {
    let mut stage = adjusting();
    stage.window.get_by_role_and_label(Role::MultilineTextInput, "Words").focus();
    stage.settle();
    stage.press(Key::Escape);
    assert_eq!(tool(&stage), Tool::Adjust);
    stage.press(Key::Escape);
    assert_eq!(tool(&stage), Tool::Look);
}

#[test]
fn a_picture_without_a_face_says_what_to_do_and_takes_a_box() {
    let nobody = PortraitInfo {
        faces: Vec::new(),
        acting: Err("no face was found in her.png: draw a box around it".into()),
        ..portrait(HER)
    };
    let mut stage = stage(nobody);
    stage.window.get_by_label("no face was found in her.png: draw a box around it");
    let before = stage.document().clone();
    let view = stage.window.get_by_label("Preview").rect();
    let corners = [view.center() - vec2(60.0, 80.0), view.center() + vec2(60.0, 80.0)];
    stage.drag(corners[0], corners[1]);
    let [x, y, width, height] = portrait_of(&stage).area.expect("a box");
    assert!((width / height - 120.0 / 160.0).abs() < 0.02, "{width} × {height}");
    assert!((x + width / 2.0 - 384.0).abs() < 3.0 && (y + height / 2.0 - 384.0).abs() < 3.0);
    assert!(matches!(stage.told()[..], [Command::Document { .. }]));
    stage.say(Event::Portrait(Ok(portrait(HER))));
    assert!(stage.window.query_by_label_contains("no face was found").is_none());
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    stage.settle();
    assert_eq!(stage.document(), &before);
}

#[test]
fn a_box_can_be_drawn_over_a_found_face_or_left() {
    let mut stage = stage(portrait(HER));
    let center = stage.window.get_by_label("Preview").rect().center();
    stage.drag(center, center + vec2(90.0, 90.0));
    assert_eq!(portrait_of(&stage).area, None, "without the tool a drag moves the picture");
    stage.press(Key::D);
    assert_eq!(tool(&stage), Tool::Area);
    stage.press(Key::Escape);
    assert_eq!(tool(&stage), Tool::Look);
    stage.press(Key::D);
    stage.drag(center, center + vec2(3.0, 90.0));
    assert_eq!(portrait_of(&stage).area, None, "a slip is no box");
    stage.drag(center, center + vec2(9000.0, 9000.0));
    let [x, y, width, height] = portrait_of(&stage).area.expect("a box");
    assert!(x + width < 768.0 && y + height < 768.0, "it ends with the picture");
    assert_eq!(tool(&stage), Tool::Look);
}

#[test]
fn faces_are_chosen_by_click_and_by_key() {
    let other = FaceInfo { bounds_px: [20.0, 30.0, 150.0, 160.0], confidence: 0.71 };
    let mut info = portrait(HER);
    info.faces.push(other);
    let mut stage = stage(info);
    stage.window.get_by_role_and_label(Role::RadioButton, "Face 2").click();
    stage.settle();
    assert_eq!(portrait_of(&stage).face, Some(1));
    assert!(matches!(stage.window.state().state.portrait, Portrait::Ready(_)), "it stays on stage");
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    stage.settle();
    assert_eq!(portrait_of(&stage).face, None);
    stage.press(Key::F);
    assert_eq!(portrait_of(&stage).face, Some(1));
}

#[test]
fn another_face_or_file_drops_the_correction() {
    let mut info = portrait(HER);
    info.faces.push(info.faces[0].clone());
    let mut stage = stage(info);
    stage.press(Key::A);
    stage.press(Key::ArrowUp);
    assert!(portrait_of(&stage).hand.is_some());
    stage.press(Key::F);
    assert!(portrait_of(&stage).hand.is_none());
    stage.press(Key::ArrowUp);
    stage.drop_file("/portraits/her.landmarks.json");
    let expect = PortraitRef {
        picture: HER.into(),
        landmarks: Some("/portraits/her.landmarks.json".into()),
        ..PortraitRef::default()
    };
    assert_eq!(portrait_of(&stage), &expect);
    assert!(matches!(stage.window.state().state.portrait, Portrait::Loading), "another file");
}

#[test]
fn a_doubtful_fit_is_told_and_offered_for_correction() {
    let mut info = portrait(HER);
    info.acting = info.acting.map(|acting| Acting { quality: 0.3, ..acting });
    let mut stage = stage(info);
    stage.click("Check the lines");
    assert_eq!(tool(&stage), Tool::Adjust);
}

#[test]
fn the_portraits_own_expression_is_kept_by_a_slider() {
    let mut stage = stage(portrait(HER));
    stage.window.get_by_role_and_label(Role::RadioButton, "Settings").click();
    stage.settle();
    assert_eq!(stage.document().settings.neutralise, 1.0);
    stage.window.get_by_role_and_label(Role::Slider, "Neutralise").set_value_accesskit(30.0);
    stage.settle();
    assert!((stage.document().settings.neutralise - 0.3).abs() < 1e-6);
}

#[test]
fn landmarks_are_saved_beside_the_picture() {
    let mut stage = Stage::empty();
    let picture = stage.folder.path().join("her.png");
    stage.drop_file(&picture);
    stage.say(Event::Portrait(Ok(portrait(HER))));
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::P);
    stage.settle();
    stage.window.get_by_label("Find a command").type_text("save landm");
    stage.settle();
    stage.press(Key::Enter);
    stage.click("Save");
    let path = stage.folder.path().join("her.landmarks.json");
    stage.wait(|_| path.is_file());
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(serde_json::from_str::<Landmarks>(&text).unwrap(), landmarks());
}
