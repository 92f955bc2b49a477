package org.lgsc.core.internal.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.lgsc.core.LgscException;
import org.lgsc.core.foreign.ForeignCard;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.PublishedFile;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.weights.OnnxExport;

/**
 * Writes the card of a model of this library that was exported as ONNX, so that the file can be
 * used like any third-party network: for comparison, and as an example of a card.
 */
public final class ExportedCard {
    private static final Set<String> DETECTORS = Set.of("haar", "yunet", "none");

    private ExportedCard() {}

    /**
     * Writes a card.
     *
     * @param model metadata of the exported model
     * @param onnx exported file, in the card's folder or below it
     * @throws LgscException when faces are not scored in one piece, a card cannot name the
     *     detector, or a file cannot be read or written
     */
    public static void write(ModelMetadata model, Path onnx, Path card) {
        require(model, onnx, card);
        FaceGeometry geometry = model.preprocessing().geometry();
        Path folder =
                Objects.requireNonNull(card.toAbsolutePath().normalize().getParent(), "a file");
        Path file = onnx.toAbsolutePath().normalize();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("cardVersion", ForeignCard.VERSION);
        json.put("name", "exported model, trained on " + model.provenance().dataset());
        json.put("detector", geometry.detector().name());
        json.put("minimumFace", geometry.crop().minimumSize());
        ModelThreshold threshold = model.threshold();
        json.putObject("threshold")
                .put("spoofScore", threshold.spoofScore())
                .put("origin", threshold.origin());
        ObjectNode network = json.putArray("networks").addObject();
        network.put("file", folder.relativize(file).toString().replace('\\', '/'));
        network.put("sha256", PublishedFile.sha256(file));
        network.putObject("crop")
                .put("factor", geometry.crop().enlargement())
                .put("shape", "square")
                .put("edge", "lgsc")
                .put("interpolation", "area")
                .put("enlarging", "bilinear");
        int side = geometry.scoredSide();
        ObjectNode input = network.putObject("input");
        input.put("width", side).put("height", side).put("colours", "rgb");
        input.putArray("range").add(0).add(255);
        network.putObject("output")
                .put("name", OnnxExport.SCORE)
                .put("values", 1)
                .put("activation", "none")
                .put("spoof", 0);
        byte[] text = (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(card, "the card ", out -> out.write(text));
        ForeignCard.read(card); // a model's values may be outside the ranges of a card
    }

    /**
     * Checks what can be checked before the ONNX file is written.
     *
     * @throws LgscException when faces are not scored in one piece, a card cannot name the
     *     detector, or the card is in another folder
     */
    public static void require(ModelMetadata model, Path onnx, Path card) {
        FaceGeometry geometry = model.preprocessing().geometry();
        requireOnePiece(geometry);
        if (!DETECTORS.contains(geometry.detector().name())) {
            throw LgscException.of(
                    "A card cannot name this model's face detector, %s; it can name haar,"
                            + " yunet and none.",
                    geometry.detector());
        }
        Path folder =
                Objects.requireNonNull(card.toAbsolutePath().normalize().getParent(), "a file");
        if (!onnx.toAbsolutePath().normalize().startsWith(folder)) {
            throw LgscException.of(
                    "The card %s must be in the folder of %s, or above it.", card, onnx);
        }
    }

    private static void requireOnePiece(FaceGeometry geometry) {
        boolean whole = geometry.test().mode() == TestPolicy.Mode.WHOLE;
        boolean full = geometry.test().mode() == TestPolicy.Mode.FULL;
        if (!whole && !(full && geometry.working().enlarges())) {
            throw LgscException.of(
                    "This model scores a face in several pieces or at its own size (%s); a card can"
                            + " only describe the scoring of one picture of one size.",
                    geometry);
        }
        if (whole && geometry.working().isNative()) {
            throw new LgscException(
                    "This model shrinks faces as the published code does, which a card cannot"
                            + " describe; no card is written.");
        }
    }
}
