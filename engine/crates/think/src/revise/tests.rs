use super::*;
use proptest::prelude::*;
use risorius_face::{Cue, Item, Side, Unit, script};

/// A fright that melts into a smile; the head's turn is locked.
const FRIGHT: &str = "\
# a fright that melts · 4.0 s
beat 0.0–2.0  fear 0.7, felt
beat 1.8–4.0  happiness 0.6, felt
0.10  1+2+5 C   in 0.20 hold 0.80 out 0.50   Brows and upper lids lift: what was that.
0.30  20B+25B   in 0.25 hold 0.60 out 0.45   The mouth is drawn wide.
1.60  6B+12C    in 0.50 hold 1.00 out 0.80   Cheeks and lip corners rise: only the cat.
2.00  L14B      in 0.30 hold 0.60 out 0.50   The left corner tucks in.
2.20  51B       in 0.40 hold 0.50 out 0.60   The head turns. [locked]
2.60  45E       in 0.08 hold 0.03 out 0.22   A blink.
";

fn revised(words: &str) -> Revision {
    revise(&script::parse(FRIGHT), words, &ThinkOptions::default())
        .unwrap_or_else(|error| panic!("{words}: {error}"))
}

/// The first cue with a unit on a side, and the unit's strength.
fn find(script: &Script, code: u8, side: Option<Side>) -> Option<(&Cue, f32)> {
    let is_it = |unit: &Unit| {
        unit.au.code() == code
            && (side.is_none() || unit.side == Side::Both || Some(unit.side) == side)
    };
    script.cues().find_map(|cue| {
        let found = cue.units.iter().filter(|unit| is_it(unit)).map(|unit| unit.intensity);
        found.reduce(f32::max).map(|strength| (cue, strength))
    })
}

/// A number of a script: `i12` AU12's strength, `L12` and `R12` on a side, `s12` its start, `o12` its
/// rise, `f12` its fall, `h12` its hold, `e12` its end; `dur` and `n`, how many cues; `joy` and `fear`,
/// the largest share.
fn probe(script: &Script, what: &str) -> f32 {
    let share = |name: &str| {
        let all = script.beats().flat_map(|beat| &beat.emotions);
        all.filter(|(emotion, _)| emotion == name).map(|(_, share)| *share).fold(0.0, f32::max)
    };
    match what {
        "dur" => return script.duration_secs,
        "n" => return script.cues().count() as f32,
        "joy" => return share("happiness"),
        "fear" => return share("fear"),
        "anger" => return share("anger"),
        _ => {}
    }
    let code = what[1..].parse().unwrap_or_else(|_| panic!("{what} is no probe"));
    let side = match &what[..1] {
        "L" => Some(Side::Left),
        "R" => Some(Side::Right),
        _ => None,
    };
    let Some((cue, strength)) = find(script, code, side) else { return 0.0 };
    match &what[..1] {
        "s" => cue.envelope.start_secs,
        "o" => cue.envelope.onset_secs,
        "f" => cue.envelope.offset_secs,
        "h" => cue.envelope.hold_secs,
        "e" => cue.envelope.end_secs(),
        _ => strength,
    }
}

/// Words, and what must hold: a probe with `<`, `>` or `=` against the script before, or with `:` and
/// the number that it must have.
const TABLE: &[(&str, &str)] = &[
    // Strength.
    ("softer", "i1< i12< i20< joy< fear< i51= i45< s12= o12="),
    ("more restrained", "i12:0.25 i1:0.25 joy:0.3"),
    ("less restrained", "i12>"),
    ("stronger", "i12:0.65 i1:0.65 joy>"),
    ("much bigger", "i12:0.84"),
    ("a touch less", "i12:0.44"),
    ("a bit more", "i12> i12:0.59"),
    ("too strong", "i12<"),
    ("not so strong", "i12<"),
    ("twice as strong", "i20:0.6 i12:0.9"),
    ("half as strong", "i20:0.15"),
    ("stronger by 20 %", "i12:0.6"),
    ("softer by 50%", "i12:0.25"),
    ("less smile", "i12< i6< i1= i20= L14<"),
    ("a touch less smile", "i12< i1="),
    ("more in the brows", "i1> i2> i5= i12="),
    ("less teeth", "i25< i20= i12="),
    ("calm the head", "refused"),
    ("exaggerate the eyes", "i5> i6> i1= i12="),
    ("halve the smile", "i12:0.25 i1="),
    ("the smile at 50 %", "i12:0.25"),
    ("bigger AU12", "i12> i6="),
    ("less 12", "i12< i6="),
    ("the last line softer", "i45< i12="),
    ("the first line stronger", "i1> i5> i12= i20="),
    ("line 3 softer", "i12< i6< i1="),
    ("from 2 seconds on, softer", "i1= i20= i12< L14<"),
    ("in the second half much softer", "i1= i12< L14<"),
    ("before 1 second stronger", "i1> i20> i12="),
    ("less afraid", "i1< i5< i20< fear< joy= i12="),
    ("happier", "i12> i6> joy> fear= i1="),
    ("the left lip corner stronger", "L12> R12="),
    ("softer on the right", "R12< L12= R1< L1= L14="),
    // Speed.
    ("twice as fast", "o12:0.25 f12:0.4 s12= i12= e12="),
    ("slower", "o12> f12> i12= s12="),
    ("make the mouth slower", "o12> o1= o20>"),
    ("more slowly", "o12>"),
    ("snappier brows", "o1< f1< o5= o12="),
    ("too fast", "o12>"),
    // Time.
    ("earlier", "s1< s12< s45< s51="),
    ("later", "s1> s12> s51= dur>"),
    ("the smile 0.5 s earlier", "s12:1.1 s6:1.1 s1="),
    ("make the eyes betray her earlier", "s5< s45< s6< s12= s1= i5="),
    ("delay the smile by half a second", "s12:2.1"),
    ("hold it longer", "h1> h12> o12= s12="),
    ("hold the smile longer", "h12:1.6 h1="),
    ("a shorter smile", "h12< h1="),
    ("hold the smile for 2 seconds", "h12:2"),
    ("shorter", "dur< s12< s51= dur:3.7"),
    ("longer", "dur> s12>"),
    ("make it 6 seconds", "dur:6 s12:2.4 o12= o45= h45="),
    ("2 seconds longer", "dur:6"),
    ("end neutral", "e12< s12= o12="),
    ("start from neutral", "s1:0.4 s12:1.9 s51= dur>"),
    // Sides.
    ("only the left side", "L12= R12:0 R1:0 L14= i51="),
    ("only on the right", "L12:0 L14:0 R12="),
    ("mirror it", "L14:0 R14:0.3 i12= i51="),
    ("swap sides", "L14:0 R14:0.3"),
    ("more asymmetrical", "L12= R12< L1= R1< i51= i45="),
    ("more symmetrical", "refused"),
    // Away and in.
    ("without the brows", "i1:0 i2:0 i5= i12="),
    ("no mouth", "i12:0 i20:0 i25:0 i6= i1="),
    ("no blink", "i45:0 n<"),
    ("remove the smile", "i12:0 i6:0 L14:0 i1="),
    ("remove the fear", "i1:0 i20:0 fear:0 joy= i12="),
    ("remove the last line", "i45:0 i12="),
    ("only the mouth", "i12= i20= i1:0 i6:0 i45:0 i51="),
    ("nothing but the smile", "i12= i6= i1:0 i20:0"),
    ("add a blink at the start", "n> i12="),
    ("add a wink", "i46> s46>"),
    ("add a smile in the first half", "s12<"),
    ("add anger", "i4> i23> anger>"),
    ("angrier", "i4> anger>"),
    // Several at once.
    ("softer and slower, but keep the brows", "i12< o12> i1= o1= i5<"),
    ("less smile and teeth", "i12< i25< i1="),
    ("slower, and less smile", "o12> o1> i12< i1="),
    ("keep the eyes, everything else softer", "i5= i45= i6= i12< i1<"),
    ("in the first half, softer and earlier", "i1< s1< i12= s12="),
    ("softer but not the mouth", "i12= i20= i1< i5<"),
    ("keep the eyes", "i5= n="),
    ("don't blink", "i45:0"),
    ("raise the brows more", "i1> i12="),
    ("make it last 5 s", "dur:5"),
    ("5 seconds long", "dur:5"),
    ("the smile only on the left", "R12:0 R6:0 L12= R1="),
    ("swap left and right", "L14:0 R14:0.3"),
    ("end on a wink", "s46>"),
    ("she should look happier in the first half", "s12<"),
    ("in the last 2 seconds, weaker", "i1= i45< i12<"),
    ("can you make her smile a bit more?", "i12> i1="),
    ("more natural", "refused"),
    ("softer, but keep the left side", "L12= R12< L1= R1< L14="),
];

#[test]
fn edits_do_what_they_say() {
    let before = script::parse(FRIGHT);
    let mut wrong = String::new();
    for (words, expected) in TABLE {
        if *expected == "refused" {
            let error = revise(&before, words, &ThinkOptions::default());
            assert!(
                matches!(error, Err(ReviseError::NothingThere(_) | ReviseError::NoEdit { .. })),
                "{words}: {error:?}"
            );
            continue;
        }
        let after = match revise(&before, words, &ThinkOptions::default()) {
            Ok(revision) => revision.script,
            Err(error) => {
                wrong += &format!("{words}: {error}\n");
                continue;
            }
        };
        for fact in expected.split(' ') {
            let at = fact.find(['<', '>', '=', ':']).unwrap_or_else(|| panic!("{words}: {fact}"));
            let (what, relation) = fact.split_at(at);
            let (old, new) = (probe(&before, what), probe(&after, what));
            let holds = match relation {
                "<" => new < old - 0.004,
                ">" => new > old + 0.004,
                "=" => (new - old).abs() < 0.004,
                wanted => (new - wanted[1..].parse::<f32>().unwrap_or(f32::NAN)).abs() < 0.006,
            };
            if !holds {
                wrong +=
                    &format!("{words}: {fact}, was {old}, is {new}\n{}", script::format(&after));
            }
        }
        let locked =
            |script: &Script| script.cues().filter(|cue| cue.locked).cloned().collect::<Vec<_>>();
        assert_eq!(locked(&before), locked(&after), "{words}");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_is_done_is_told() {
    let revision = revised("softer and slower, but keep the brows");
    assert_eq!(revision.reasoning.len(), 3, "{:?}", revision.reasoning);
    assert_eq!(
        revision.reasoning[0],
        "The face at 70 % of the strength (5 lines; 1 locked as before): \"softer\"."
    );
    assert!(revision.changes.iter().any(|change| matches!(change, Change::Changed { .. })));
    assert!(
        revision
            .changes
            .iter()
            .any(|change| matches!(change, Change::Kept(line) if line.contains("[locked]")))
    );
    let revision = revised("softer zeppelin");
    assert_eq!(revision.remarks[0].message, "not understood and left out: 'zeppelin'");
}

#[test]
fn what_is_no_edit_says_so() {
    let script = script::parse(FRIGHT);
    let table = [
        ("", "there are no words"),
        ("purple monkey", "\"purple monkey\" is no edit that is known"),
        ("she finds her long lost brother in the fog and wept", "is no edit"),
        ("less tongue", "no line moves the tongue"),
        ("without the head", "every line that moves the head is locked"),
        ("remove", "does not say what"),
    ];
    for (words, message) in table {
        let error = revise(&script, words, &ThinkOptions::default()).expect_err(words).to_string();
        assert!(error.contains(message) && !error.contains('\n'), "{words}: {error}");
    }
    let empty = script::parse("# x · 4 s");
    assert_eq!(revise(&empty, "softer", &ThinkOptions::default()), Err(ReviseError::NoLines));
    let added = revise(&empty, "add a smile", &ThinkOptions::default()).expect("an addition");
    assert!(find(&added.script, 12, None).is_some());
    let long = "softer ".repeat(MAX_CHARS);
    assert!(matches!(
        revise(&script, &long, &ThinkOptions::default()),
        Err(ReviseError::TooLong(_))
    ));
}

/// A locked line, from a few codes so that edits meet it.
fn any_line() -> impl Strategy<Value = String> {
    let code =
        prop::sample::select(vec!["12", "1+4", "L12", "6+12", "25", "26", "51", "43", "R14", "15"]);
    (code, 0..40_u32, 5..60_u32, 0..90_u32, 10..90_u32, "[A-E]", prop::bool::weighted(0.3)).prop_map(
        |(code, start, rise, hold, fall, letter, is_locked)| {
            let [start, rise, hold, fall] = [start * 10, rise, hold, fall].map(|n| f64::from(n) / 100.0);
            let lock = if is_locked { " [locked]" } else { "" };
            format!("{start:.2}  {code}{letter}  in {rise:.2} hold {hold:.2} out {fall:.2}  Moves{lock}\n")
        },
    )
}

fn any_words() -> impl Strategy<Value = String> {
    let edits: Vec<&str> = TABLE.iter().map(|(words, _)| *words).collect();
    let joined =
        prop::collection::vec(prop::sample::select(edits), 1..4).prop_map(|edits| edits.join(", "));
    prop_oneof![4 => joined, 1 => "(.|more |less |smile |the |by |2 s|%|from |to |half ){0,20}"]
}

proptest! {
    #[test]
    fn locked_lines_stay_and_scripts_stay_scripts(lines in prop::collection::vec(any_line(), 0..7), words in any_words()) {
        let before = script::parse(&lines.concat()).normalise();
        let locked = |script: &Script| {
            let mut lines: Vec<String> = script.cues().filter(|cue| cue.locked)
                .map(|cue| script::format_item(&Item::Cue(cue.clone()))).collect();
            lines.sort();
            lines
        };
        match revise(&before, &words, &ThinkOptions::default()) {
            Ok(revision) => {
                prop_assert_eq!(locked(&before), locked(&revision.script));
                prop_assert_eq!(script::parse(&script::format(&revision.script)), revision.script.clone());
                prop_assert_eq!(revision.changes, diff(&before, &revision.script));
            }
            Err(error) => prop_assert!(!error.to_string().contains('\n')),
        }
    }
}
