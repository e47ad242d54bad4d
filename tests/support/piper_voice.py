"""A voice file in Piper's own form, so small that it can be made in a test: it hums each sound of a text at a pitch of its own.

What reads it is Piper itself: the text becomes sounds, the sounds numbers, and the network is run on them.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

RATE = 22_050
SAMPLES_A_SOUND = 800


def piper_voice(folder: Path, samples_a_sound: int = SAMPLES_A_SOUND) -> Path:
    """The `.onnx` file, with its settings beside it. The more samples a sound, the slower its speech."""
    from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP  # where there is no Piper, only its tests are skipped

    file = folder / "hum.onnx"
    onnx.save(_network(samples_a_sound), str(file))
    settings = {
        "audio": {"sample_rate": RATE},
        "espeak": {"voice": "en-gb-x-rp"},
        "inference": {"noise_scale": 0.667, "length_scale": 1.0, "noise_w": 0.8},
        "phoneme_type": "espeak",
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
        "num_symbols": 256,
        "num_speakers": 1,
    }
    Path(f"{file}.json").write_text(json.dumps(settings), encoding="utf-8")
    return file


def _network(samples_a_sound: int) -> onnx.ModelProto:
    """Each sound lasts so many samples × the length scale; its pitch is made of its number."""
    constants: dict[str, NDArray[Any]] = {
        "zero": np.array(0.0, np.float32),
        "one": np.array(1.0, np.float32),
        "second": np.array(1, np.int64),
        "a_sound": np.array(samples_a_sound, np.float32),
        "step": np.array(2 * np.pi * 4 / RATE, np.float32),
        "lowest": np.array(30.0, np.float32),
        "loud": np.array(0.3, np.float32),
        "first": np.array([0], np.int64),
        "axes": np.array([0, 1], np.int64),
    }
    nodes = [
        ("Gather", ["scales", "second"], "length_scale"),
        ("Mul", ["a_sound", "length_scale"], "each"),
        ("Cast", ["input_lengths"], "lengths"),
        ("Squeeze", ["lengths", "first"], "sounds"),
        ("Mul", ["sounds", "each"], "whole"),
        ("Floor", ["whole"], "samples"),
        ("Range", ["zero", "samples", "one"], "time"),
        ("Div", ["time", "each"], "place"),
        ("Cast", ["place"], "index"),
        ("Squeeze", ["input", "first"], "ids"),
        ("Gather", ["ids", "index"], "now"),
        ("Cast", ["now"], "number"),
        ("Add", ["number", "lowest"], "pitch"),
        ("Mul", ["pitch", "step"], "turns"),
        ("Mul", ["turns", "time"], "angle"),
        ("Sin", ["angle"], "wave"),
        ("Mul", ["wave", "loud"], "sound"),
        ("Unsqueeze", ["sound", "axes"], "output"),
    ]
    to: dict[str, Any] = {"lengths": TensorProto.FLOAT, "index": TensorProto.INT64, "number": TensorProto.FLOAT}
    made = [helper.make_node(kind, inputs, [output], **_settings(to.get(output))) for kind, inputs, output in nodes]
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, "t"])
    kept = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(made, "hum", inputs, [output], kept)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)


def _settings(to: Any) -> dict[str, Any]:
    """Those of a node: what it makes its numbers into, where it does."""
    return {} if to is None else {"to": to}
