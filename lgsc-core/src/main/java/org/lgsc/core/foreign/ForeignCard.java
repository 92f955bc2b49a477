package org.lgsc.core.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.lgsc.core.Experimental;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.core.model.ModelDescription;
import org.lgsc.core.model.ModelThreshold;

/**
 * Description of one or several third-party networks: where they come from, how their authors find,
 * cut and scale a face, and how their output is interpreted.
 *
 * @param name common name
 * @param source where the files were published; "" when not stated
 * @param licence licence of the files; "" when not stated
 * @param detector detector whose boxes are closest to those of the authors
 * @param minimumFace smallest longer side of a face's box in pixels
 * @param threshold largest spoof score of a live face
 * @param networks networks that each score the face; the score is their mean
 */
@Experimental
public record ForeignCard(
        String name,
        String source,
        String licence,
        DetectorId detector,
        int minimumFace,
        ModelThreshold threshold,
        List<Network> networks) {
    /** Version of cards that this library reads and writes. */
    public static final int VERSION = 1;

    private static final int PEEKED = 256;

    /** Some editors on Windows put it before everything else. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /**
     * One network.
     *
     * @param file name of its ONNX file, relative to the card
     * @param sha256 SHA-256 of that file, 64 hexadecimal digits
     * @param crop how a face is cut out
     * @param input how the crop is converted to input
     * @param output how the output is interpreted
     */
    public record Network(
            String file, String sha256, CropRule crop, PixelInput input, NetworkOutput output) {
        /** Checks that all components are present. */
        public Network {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(sha256, "sha256");
            Objects.requireNonNull(crop, "crop");
            Objects.requireNonNull(input, "input");
            Objects.requireNonNull(output, "output");
        }

        /** In words, for reports. */
        @Override
        public String toString() {
            return RootFormat.of(
                    "%s: %dx%d %s, crop %s x the box (%s, edge %s, %s), %s",
                    file,
                    input.width(),
                    input.height(),
                    input.colours(),
                    crop.factor(),
                    crop.shape().name().toLowerCase(Locale.ROOT),
                    crop.edge().name().toLowerCase(Locale.ROOT),
                    crop.shrinking().name().toLowerCase(Locale.ROOT),
                    output.means() == NetworkOutput.Class.LIVE
                            ? "live is value " + output.index() + " of " + output.values()
                            : "spoof is value " + output.index() + " of " + output.values());
        }
    }

    /** Copies the list. */
    public ForeignCard {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(licence, "licence");
        Objects.requireNonNull(detector, "detector");
        Objects.requireNonNull(threshold, "threshold");
        networks = List.copyOf(networks);
        if (networks.isEmpty() || minimumFace < 1) {
            throw new IllegalArgumentException(
                    "a card needs at least one network and a minimum face of at least 1 pixel");
        }
    }

    /**
     * Reads a card; the networks' files are not opened.
     *
     * @throws LgscException naming file and key when a value is missing, unknown, duplicate or out
     *     of range
     */
    public static ForeignCard read(Path card) {
        return CardReader.read(card);
    }

    /**
     * Returns the card as it is in the file, for printing.
     *
     * @throws LgscException as {@link #read}
     */
    public static JsonNode json(Path card) {
        read(card);
        return CardReader.tree(card);
    }

    /**
     * Returns the SHA-256 of everything that determines scores: the card without its threshold,
     * which contains the digests of its files.
     *
     * @throws LgscException as {@link #read}
     */
    public static String fingerprint(Path card) {
        ObjectNode rest = (ObjectNode) json(card);
        rest.remove("threshold");
        return Sha256.of(rest.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a copy of a card that differs only in the threshold.
     *
     * @param to path of the copy in the same folder, because the names of the networks' files are
     *     relative to it
     * @throws LgscException when the card is invalid or the copy cannot be written
     */
    public static void write(Path card, ModelThreshold threshold, Path to) {
        read(card);
        ObjectNode copy = (ObjectNode) CardReader.tree(card);
        copy.putObject("threshold")
                .put("spoofScore", threshold.spoofScore())
                .put("origin", threshold.origin());
        byte[] text = (copy.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(to, "the card ", out -> out.write(text));
    }

    /**
     * Whether a file is a card rather than a model, which is the case when it starts like JSON.
     * False for a file that cannot be read, which is better reported by the reader of the model.
     */
    public static boolean isCard(Path file) {
        byte[] start;
        try (InputStream in = RegularFiles.newInputStream(file)) {
            start = in.readNBytes(PEEKED);
        } catch (IOException e) {
            return false;
        }
        String text = new String(start, StandardCharsets.UTF_8);
        int from = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
        return text.substring(from).stripLeading().startsWith("{");
    }

    /** Returns a description in words, like that of a model. */
    public ModelDescription description() {
        List<ModelDescription.Row> rows = new ArrayList<>();
        rows.add(new ModelDescription.Row("network of others", name));
        rows.add(new ModelDescription.Row("source", source));
        rows.add(new ModelDescription.Row("licence", licence));
        for (Network network : networks) {
            rows.add(new ModelDescription.Row("network", network.toString()));
        }
        rows.add(
                new ModelDescription.Row(
                        "threshold", threshold.spoofScore() + ", " + threshold.origin()));
        rows.add(
                new ModelDescription.Row(
                        "faces",
                        "detector " + detector + ", of at least " + minimumFace + " pixels"));
        return new ModelDescription(rows);
    }
}
