package org.lgsc.core.foreign;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.image.ImageScaler.Interpolation;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.core.internal.json.StrictJson;
import org.lgsc.core.model.ModelThreshold;

/** Reads cards from JSON. */
final class CardReader {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_NETWORKS = 16;
    private static final int LONGEST_TEXT = 400;
    private static final int LARGEST_FACE = 2000;

    /** Largest side of a network's input. */
    private static final int LARGEST_SIDE = 1024;

    /** Limit of ranges, means and deviations. */
    private static final double LARGEST_NUMBER = 1e6;

    private static final JsonMapper JSON = StrictJson.mapper(16);

    /** Detectors that a card can name. */
    private enum Detector {
        HAAR,
        YUNET,
        NONE
    }

    private CardReader() {}

    static ForeignCard read(Path file) {
        return of(file.toString(), tree(file));
    }

    /** The JSON as it is in the file. */
    static JsonNode tree(Path file) {
        byte[] bytes;
        try (InputStream in = RegularFiles.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw LgscException.of(e, "There is no card %s.", file);
        } catch (IOException e) {
            throw LgscException.of(e, "The card %s cannot be read: %s.", file, e.getMessage());
        }
        if (bytes.length > MOST_BYTES) {
            throw LgscException.ofFile(
                    "The card %s is larger than 1 MiB, the limit of a card.", file);
        }
        try {
            JsonNode tree = JSON.readTree(bytes);
            if (tree == null || tree.isMissingNode()) {
                throw LgscException.ofFile("The card %s is empty.", file);
            }
            return tree;
        } catch (JacksonException e) {
            throw LgscException.of(
                    e,
                    "The card %s is not valid JSON: %s%s.",
                    file,
                    StrictJson.reason(e),
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr());
        } catch (IOException e) {
            throw LgscException.of(e, "The card %s cannot be read: %s.", file, e.getMessage());
        }
    }

    private static ForeignCard of(String file, JsonNode tree) {
        CardNode root = CardNode.root(file, tree);
        root.integer("cardVersion", ForeignCard.VERSION, ForeignCard.VERSION);
        List<ForeignCard.Network> networks = new ArrayList<>();
        for (CardNode network : root.objects("networks", MOST_NETWORKS)) {
            networks.add(network(network));
        }
        ForeignCard card =
                new ForeignCard(
                        root.text("name", LONGEST_TEXT),
                        root.textOrNothing("source", LONGEST_TEXT),
                        root.textOrNothing("licence", LONGEST_TEXT),
                        new DetectorId(
                                root.choice("detector", Detector.class)
                                        .name()
                                        .toLowerCase(Locale.ROOT),
                                ""),
                        root.has("minimumFace")
                                ? root.integer("minimumFace", 1, LARGEST_FACE)
                                : FaceCrop.DEFAULT.minimumSize(),
                        threshold(root.object("threshold")),
                        networks);
        root.done();
        return card;
    }

    private static ModelThreshold threshold(CardNode node) {
        ModelThreshold threshold =
                new ModelThreshold(
                        node.number("spoofScore", -Double.MIN_VALUE, 1),
                        node.text("origin", LONGEST_TEXT));
        node.done();
        return threshold;
    }

    private static ForeignCard.Network network(CardNode node) {
        String name = node.text("file", LONGEST_TEXT);
        if (!isInFolder(name)) {
            throw node.wrong("file", "the name of a file in the card's folder or below it");
        }
        // without a digest, OnnxFile prints it: a user who has checked the file once is warned of
        // changes
        String digest = node.has("sha256") ? node.text("sha256", LONGEST_TEXT) : "";
        if (!digest.matches("([0-9a-f]{64})?")) {
            throw node.wrong("sha256", "64 lower-case hexadecimal digits");
        }
        ForeignCard.Network network =
                new ForeignCard.Network(
                        name,
                        digest,
                        crop(node.object("crop")),
                        input(node.object("input")),
                        output(node.object("output")));
        node.done();
        return network;
    }

    /**
     * Checks the name in the same way on every system: no drive, no parent folder, no control
     * character.
     */
    private static boolean isInFolder(String name) {
        boolean plain = name.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\');
        return plain
                && !name.startsWith("/")
                && name.indexOf(':') < 0
                && List.of(name.split("/", -1)).stream()
                        .noneMatch(part -> part.isBlank() || part.equals("..") || part.equals("."));
    }

    private static CropRule crop(CardNode node) {
        CropRule.Shape shape = node.choice("shape", CropRule.Shape.class);
        CropRule.Edge edge = node.choice("edge", CropRule.Edge.class);
        if (edge == CropRule.Edge.LGSC && shape != CropRule.Shape.SQUARE) {
            throw node.wrong("shape", "\"square\" when the edge is \"lgsc\"");
        }
        Interpolation interpolation = node.choice("interpolation", Interpolation.class);
        CropRule rule =
                new CropRule(
                        node.number("factor", CropRule.LEAST_FACTOR, CropRule.MOST_FACTOR),
                        shape,
                        edge,
                        interpolation,
                        node.has("enlarging")
                                ? node.choice("enlarging", Interpolation.class)
                                : interpolation);
        node.done();
        return rule;
    }

    private static PixelInput input(CardNode node) {
        double[] range = node.numbers("range", 2, -LARGEST_NUMBER, LARGEST_NUMBER);
        if (!(range[0] < range[1])) {
            throw node.wrong("range", "two numbers, the smaller one first");
        }
        PixelInput.Planes mean =
                node.has("mean")
                        ? planes(node.numbers("mean", 3, -LARGEST_NUMBER, LARGEST_NUMBER))
                        : PixelInput.Planes.ZERO;
        PixelInput.Planes deviation =
                node.has("std")
                        ? planes(node.numbers("std", 3, 1 / LARGEST_NUMBER, LARGEST_NUMBER))
                        : PixelInput.Planes.ONE;
        PixelInput input =
                new PixelInput(
                        node.integer("width", 1, LARGEST_SIDE),
                        node.integer("height", 1, LARGEST_SIDE),
                        node.choice("colours", PixelInput.Colours.class),
                        new PixelInput.Range(range[0], range[1]),
                        mean,
                        deviation);
        node.done();
        return input;
    }

    private static PixelInput.Planes planes(double[] numbers) {
        return new PixelInput.Planes(numbers[0], numbers[1], numbers[2]);
    }

    private static NetworkOutput output(CardNode node) {
        int values = node.integer("values", 1, NetworkOutput.MOST_VALUES);
        NetworkOutput.Activation activation =
                node.choice("activation", NetworkOutput.Activation.class);
        if (activation == NetworkOutput.Activation.SOFTMAX && values < 2) {
            throw node.wrong("values", "at least 2 when the activation is \"softmax\"");
        }
        boolean live = node.has("live");
        if (live == node.has("spoof")) {
            throw node.wrong(
                    live ? "spoof" : "live",
                    "given when the other one of \"live\" and \"spoof\" is not");
        }
        String key = live ? "live" : "spoof";
        NetworkOutput output =
                new NetworkOutput(
                        node.textOrNothing("name", LONGEST_TEXT),
                        values,
                        activation,
                        node.integer(key, 0, values - 1),
                        live ? NetworkOutput.Class.LIVE : NetworkOutput.Class.SPOOF);
        node.done();
        return output;
    }
}
