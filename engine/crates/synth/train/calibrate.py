"""Brings the points of the landmark network to where other landmark files have them.

The same point means slightly different places on the rig and to other trackers: the corner of the mouth, say,
lies further out on the rig. The median offset over some pictures, the same on both sides of the face, is written
into landmarks.json as `offsets_iod` (shares of the interocular distance, along the crop's axes), and the studio
takes it off. Pictures that are measured afterwards must be others.

    for p in FOLDER/*.jpg; do risorius fit "$p" --format json > "${p%.*}.fit.json"; done    (without landmark files)
    python calibrate.py --description assets/see/landmarks.json --fits FOLDER --references FOLDER2
"""

import argparse
import json
from pathlib import Path

import numpy as np

from common import write_json


def offsets(points, found, expected):
    """For each point how far it was found from where it is expected, in the crop's axes."""
    eye = lambda side: np.concatenate([expected[f"{side}_eye_upper"], expected[f"{side}_eye_lower"]]).mean(0)
    mouth = np.concatenate([expected["lips_upper_outer"], expected["lips_lower_outer"]]).mean(0)
    iod = np.linalg.norm(eye("left") - eye("right"))
    down = mouth - (eye("left") + eye("right")) / 2
    down /= np.linalg.norm(down)
    across = np.array([down[1], -down[0]])
    miss = np.array([found[group][at] - expected[group][at] for group, at in points]) / iod
    return np.stack([miss @ across, miss @ down], 1)


def groups_of(face, key):
    return {name: np.array(group, float) for name, group in face[key].items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--description", type=Path, required=True, help="landmarks.json, changed in place")
    parser.add_argument("--fits", type=Path, required=True, help="folder of NAME.fit.json")
    parser.add_argument("--references", type=Path, required=True, help="folder of NAME.landmarks.json")
    options = parser.parse_args()
    description = json.loads(options.description.read_text())
    points, mirror = description["points"], description["mirror"]
    measured = []
    for path in sorted(options.fits.glob("*.fit.json")):
        fit = json.loads(path.read_text())
        reference = json.loads((options.references / path.name.replace(".fit.", ".landmarks.")).read_text())
        found = groups_of(fit["faces"][fit["chosen"]], "landmarks")
        measured.append(offsets(points, found, groups_of(reference, "groups")))
    if not measured:
        raise SystemExit(f"no NAME.fit.json in {options.fits}")
    # The pictures were found with the offsets that are in force; new ones come on top of them.
    before = np.array(description.get("offsets_iod", np.zeros((len(points), 2))))
    median = before + np.median(measured, axis=0)
    symmetric = (median + median[mirror] * [-1, 1]) / 2
    description["offsets_iod"] = np.round(symmetric, 4).tolist()
    write_json(description, options.description)
    print(f"{len(measured)} pictures, offsets of {100 * np.linalg.norm(symmetric, axis=1).mean():.1f} % on average")


if __name__ == "__main__":
    main()
