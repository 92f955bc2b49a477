"""Makes the fixtures of ForeignFixtureTest: tiny networks with random weights, cards for them, and
what OpenCV, NumPy and ONNX Runtime make of boxes in drawn pictures.

Nothing of the Java library is used here: the rules are written down a second time.

    python3 -m venv v && v/bin/pip install opencv-python-headless numpy onnx onnxruntime
    v/bin/python make_fixtures.py
"""

import hashlib
import json
import zlib
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

HERE = Path(__file__).parent


class Net:
    """A graph as PyTorch exports small face networks: convolutions, PReLU, squeeze and excitation."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)
        self.nodes = []
        self.weights = []

    def weight(self, name, *shape, scale):
        values = (self.random.standard_normal(shape) * scale).astype(np.float32)
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def node(self, op, inputs, name, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [name], name=name, **attributes))
        return name

    def conv(self, x, name, inputs, outputs, kernel, stride=1, pad=0, groups=1, scale=None):
        fan = inputs // groups * kernel * kernel
        scale = scale or 1.2 / np.sqrt(fan)
        w = self.weight(name + "_w", outputs, inputs // groups, kernel, kernel, scale=scale)
        b = self.weight(name + "_b", outputs, scale=0.1)
        return self.node(
            "Conv", [x, w, b], name, kernel_shape=[kernel] * 2, strides=[stride] * 2,
            pads=[pad] * 4, group=groups, dilations=[1, 1])

    def prelu(self, x, name, channels):
        return self.node("PRelu", [x, self.weight(name + "_s", channels, 1, 1, scale=0.3)], name)

    def squeeze(self, x, name, channels):
        pooled = self.node("GlobalAveragePool", [x], name + "_pool")
        down = self.conv(pooled, name + "_down", channels, 4, 1)
        up = self.conv(self.node("Relu", [down], name + "_relu"), name + "_up", 4, channels, 1)
        return self.node("Mul", [x, self.node("Sigmoid", [up], name + "_gate")], name)


def network(path, seed, side, classes, bright, free_batch):
    """bright: the largest input value, which the first layer is scaled for."""
    net = Net(seed)
    x = net.conv("input", "conv1", 3, 8, 3, 2, 1, scale=1.2 / np.sqrt(27) * 4 / bright)
    x = net.prelu(x, "prelu1", 8)
    y = net.conv(x, "wide", 8, 16, 1)
    y = net.prelu(y, "prelu2", 16)
    y = net.conv(y, "depth", 16, 16, 3, 1, 1, 16)
    y = net.prelu(y, "prelu3", 16)
    y = net.squeeze(net.conv(y, "narrow", 16, 8, 1), "se", 8)
    x = net.node("Add", [x, y], "sum")
    x = net.prelu(net.conv(x, "conv2", 8, 16, 3, 4, 1), "prelu4", 16)
    last = (side // 2 - 1) // 4 + 1
    x = net.conv(x, "whole", 16, 16, last, groups=16, scale=4.0 / last)
    net.weights.append(numpy_helper.from_array(np.array([-1, 16], np.int64), "flat_shape"))
    x = net.node("Reshape", [x, "flat_shape"], "flat")
    x = net.node("MatMul", [x, net.weight("linear_w", 16, 8, scale=0.4)], "linear")
    for name, values in (("scale", np.ones(8)), ("shift", np.zeros(8)),
                         ("mean", np.full(8, 0.1)), ("variance", np.full(8, 0.5))):
        net.weights.append(numpy_helper.from_array(values.astype(np.float32), "bn_" + name))
    x = net.node(
        "BatchNormalization", [x, "bn_scale", "bn_shift", "bn_mean", "bn_variance"], "bn",
        epsilon=1e-5)
    net.weights.append(numpy_helper.from_array(np.zeros(classes, np.float32), "last_b"))
    last = net.weight("last_w", classes, 8, scale=0.5)
    net.node("Gemm", [x, last, "last_b"], "output", transB=1)
    batch = "batch_size" if free_batch else 1
    graph = helper.make_graph(
        net.nodes, "tiny",
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, [batch, 3, side, side])],
        [helper.make_tensor_value_info("output", TensorProto.FLOAT, [batch, classes])],
        net.weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=6)
    onnx.checker.check_model(model)
    onnx.save(model, HERE / path)


def answers(path, tensors):
    session = onnxruntime.InferenceSession(
        str(HERE / path), providers=["CPUExecutionProvider"])
    return np.stack([session.run(None, {"input": t})[0][0] for t in tensors])


def spread(path, tensors):
    """Random weights answer the same to everything: the last layer is scaled to what comes."""
    model = onnx.load(HERE / path)
    logits = answers(path, tensors)
    logits = logits - logits.mean(axis=1, keepdims=True)
    scale = np.float32(1.5 / logits.std(axis=0).max())
    for w in model.graph.initializer:
        if w.name == "last_w":
            w.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(w) * scale, w.name))
        elif w.name == "last_b":
            bias = -logits.mean(axis=0) * scale
            w.CopyFrom(numpy_helper.from_array(bias.astype(np.float32), w.name))
    onnx.save(model, HERE / path)


def picture(width, height):
    """RGB, the same integers as ForeignFixtureTest draws."""
    rgb = np.zeros((height, width, 3), np.uint8)
    for y in range(height):
        for x in range(width):
            for c in range(3):
                wave = (x * (c + 2) + y * (5 - c)) % 320
                noise = ((x * 73856093) ^ (y * 19349663) ^ (c * 83492791)) % 61
                rgb[y, x, c] = (wave if wave < 160 else 319 - wave) + noise
    return rgb


PICTURES = {"wide": (400, 300), "tall": (150, 200)}

BOXES = {
    "wide": [
        (150, 100, 71, 93), (2, 90, 60, 80), (330, 110, 65, 85), (160, 3, 50, 61),
        (140, 215, 66, 82), (0, 0, 44, 55), (340, 230, 57, 68), (100, 60, 180, 200),
        (-9, 100, 60, 80), (350, 250, 61, 77), (120, 80, 41, 40), (0, 0, 400, 300),
        (50, 40, 300, 230), (201, 77, 90, 51)],
    "tall": [
        (40, 60, 61, 77), (1, 1, 60, 70), (80, 120, 66, 75), (20, 30, 110, 140),
        (-5, -7, 70, 80), (55, 150, 43, 58)],
}

FLAGS = {
    "nearest": cv2.INTER_NEAREST, "bilinear": cv2.INTER_LINEAR, "area": cv2.INTER_AREA,
    "lanczos4": cv2.INTER_LANCZOS4}
BORDERS = {
    "reflect": cv2.BORDER_REFLECT_101, "replicate": cv2.BORDER_REPLICATE,
    "black": cv2.BORDER_CONSTANT}


def cut(rgb, box, rule, width, height):
    """The crop in the network's size, and where it lies: x, y, w, h."""
    rows, columns = rgb.shape[:2]
    x, y, w, h = box
    cx, cy = x + w / 2, y + h / 2
    if rule["shape"] == "square":
        w = h = max(w, h)
    if rule["edge"] in BORDERS:
        wide, high = int(w * rule["factor"]), int(h * rule["factor"])
        left = int(cx - w * rule["factor"] / 2)
        top = int(cy - h * rule["factor"] / 2)
        inner = rgb[max(0, top):min(rows, top + high), max(0, left):min(columns, left + wide)]
        crop = cv2.copyMakeBorder(
            np.ascontiguousarray(inner), max(0, -top), max(0, top + high - rows),
            max(0, -left), max(0, left + wide - columns), BORDERS[rule["edge"]],
            value=(0, 0, 0))
        place = (left, top, wide, high)
    else:
        scale = min((rows - 1) / h, (columns - 1) / w, rule["factor"])
        x0, x1 = cx - w * scale / 2, cx + w * scale / 2
        y0, y1 = cy - h * scale / 2, cy + h * scale / 2
        if rule["edge"] == "shift":
            if x0 < 0:
                x0, x1 = 0, x1 - x0
            if y0 < 0:
                y0, y1 = 0, y1 - y0
            if x1 > columns - 1:
                x0, x1 = x0 - (x1 - (columns - 1)), columns - 1
            if y1 > rows - 1:
                y0, y1 = y0 - (y1 - (rows - 1)), rows - 1
        x0, y0 = max(0, int(x0)), max(0, int(y0))
        x1, y1 = min(columns - 1, int(x1)), min(rows - 1, int(y1))
        crop = rgb[y0:y1 + 1, x0:x1 + 1]
        place = (x0, y0, x1 - x0 + 1, y1 - y0 + 1)
    assert crop.shape[:2] == (place[3], place[2]), (crop.shape, place)
    smaller = crop.shape[1] < width and crop.shape[0] < height
    flag = rule.get("enlarging", rule["interpolation"]) if smaller else rule["interpolation"]
    return cv2.resize(np.ascontiguousarray(crop), (width, height), interpolation=FLAGS[flag]), place


def tensor(crop, given):
    pixels = crop if given["colours"] == "rgb" else crop[:, :, ::-1]
    low, high = given["range"]
    values = pixels.astype(np.float32) / np.float32(255) * np.float32(high - low) + np.float32(low)
    if given["range"] == [0, 255]:
        values = pixels.astype(np.float32)
    values = (values - np.float32(given.get("mean", [0, 0, 0]))) \
        / np.float32(given.get("std", [1, 1, 1]))
    return values.transpose(2, 0, 1)[None].astype(np.float32)


def spoof(answer, output):
    answer = answer.astype(np.float64)
    if output["activation"] == "softmax":
        e = np.exp(answer - answer.max())
        answer = e / e.sum()
    elif output["activation"] == "sigmoid":
        answer = 1 / (1 + np.exp(-answer))
    return 1 - answer[output["live"]] if "live" in output else answer[output["spoof"]]


def entry(file, crop, given, output):
    digest = hashlib.sha256((HERE / file).read_bytes()).hexdigest()
    return {"file": file, "sha256": digest, "crop": crop, "input": given, "output": output}


def card(name, *networks):
    return {
        "cardVersion": 1, "name": name, "detector": "none", "minimumFace": 40,
        "threshold": {"spoofScore": 0.5, "origin": "half, not fitted"},
        "networks": list(networks)}


def crop(factor, shape, edge, interpolation, enlarging=None):
    rule = {"factor": factor, "shape": shape, "edge": edge, "interpolation": interpolation}
    return rule | ({"enlarging": enlarging} if enlarging else {})


def main():
    network("tiny80a.onnx", 1, 80, 3, 255, False)
    network("tiny80b.onnx", 2, 80, 3, 255, False)
    network("tiny128.onnx", 3, 128, 2, 1, True)
    network("tiny80n.onnx", 4, 80, 2, 2, False)
    bgr = {"width": 80, "height": 80, "colours": "bgr", "range": [0, 255]}
    rgb = {"width": 128, "height": 128, "colours": "rgb", "range": [0, 1]}
    normal = {
        "width": 80, "height": 80, "colours": "rgb", "range": [0, 1],
        "mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
    three = {"values": 3, "activation": "softmax", "live": 1}
    two = {"values": 2, "activation": "softmax", "live": 0}
    sigmoid = {"name": "output", "values": 2, "activation": "sigmoid", "spoof": 1}
    lanczos = crop(1.5, "square", "reflect", "area", "lanczos4")
    pictures = {name: picture(*size) for name, size in PICTURES.items()}
    for file, rule, given in (
            ("tiny80a.onnx", crop(2.7, "box", "shift", "bilinear"), bgr),
            ("tiny80b.onnx", crop(4.0, "box", "shift", "bilinear"), bgr),
            ("tiny80n.onnx", crop(1.3, "square", "shift", "area", "bilinear"), normal),
            ("tiny128.onnx", lanczos, rgb)):
        size = given["width"], given["height"]
        spread(file, [
            tensor(cut(image, box, rule, *size)[0], given)
            for name, image in pictures.items() for box in BOXES[name]])
    quantize_dynamic(
        HERE / "tiny128.onnx", HERE / "tiny128q.onnx", weight_type=QuantType.QUInt8,
        op_types_to_quantize=["Conv"])
    cards = {
        "pair": card(
            "a pair of 80x80 networks",
            entry("tiny80a.onnx", crop(2.7, "box", "shift", "bilinear"), bgr, three),
            entry("tiny80b.onnx", crop(4.0, "box", "shift", "bilinear"), bgr, three)),
        "clip": card("cut off", entry(
            "tiny80a.onnx", crop(2.7, "box", "clip", "bilinear"), bgr, three)),
        "reflect": card("mirrored", entry("tiny128.onnx", lanczos, rgb, two)),
        "black": card("black", entry(
            "tiny128.onnx", crop(1.5, "square", "black", "bilinear"), rgb, two)),
        "replicate": card("outermost", entry(
            "tiny128.onnx", crop(2.2, "box", "replicate", "bilinear"), rgb, sigmoid)),
        "normal": card("mean and deviation", entry(
            "tiny80n.onnx", crop(1.3, "square", "shift", "area", "bilinear"), normal, two)),
        "symmetric": card("-1 to 1, nearest", entry(
            "tiny80n.onnx", crop(1, "box", "clip", "nearest"), normal | {
                "range": [-1, 1], "mean": [0, 0, 0], "std": [1, 1, 1]}, two)),
        "quantised": card("quantised", entry("tiny128q.onnx", lanczos, rgb, two)),
    }
    rows = ["card,picture,x,y,w,h,network,left,top,width,height,crc32,score"]
    for name, made in cards.items():
        (HERE / (name + ".json")).write_text(json.dumps(made, indent=2) + "\n")
        for at, n in enumerate(made["networks"]):
            for shown, image in pictures.items():
                for box in BOXES[shown]:
                    given = n["input"]
                    small, place = cut(image, box, n["crop"], given["width"], given["height"])
                    answer = answers(n["file"], [tensor(small, given)])[0]
                    rows.append(",".join(map(str, (
                        name, shown, *box, at, *place, zlib.crc32(small.tobytes()),
                        f"{spoof(answer, n['output']):.7f}"))))
    (HERE / "expected.csv").write_text("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
