package org.lgsc.cli.parity;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.RegularFiles;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Inputs and outputs of an independent implementation, as files of one folder: {@code weights.npz},
 * {@code input.npz}, {@code eval.npz}, {@code train.npz}, {@code gradients.npz}, {@code
 * losses.json}. Arrays are NCHW in 'c' order; weights and input float32, everything computed
 * float64.
 *
 * @param weights state_dict by torch name
 * @param input "x" [N,3,H,W] in [-1,1] and "live" [N]
 * @param eval inference mode: "cue", "score" [N], "logits" [N,2], "gap_E5" to "gap_D4"
 * @param train training mode, before the first step: the same without scores
 * @param gradients gradients of the total loss before the first step, by torch name
 * @param losses options of the run, and the losses of its steps
 */
public record ParityFixture(
        Map<String, INDArray> weights,
        Map<String, INDArray> input,
        Map<String, INDArray> eval,
        Map<String, INDArray> train,
        Map<String, INDArray> gradients,
        Losses losses) {

    /**
     * @param base number of channels of the stem
     * @param weights weights of regression, triplet and auxiliary loss
     * @param margin triplet margin
     * @param learningRate learning rate of plain SGD
     * @param steps losses at the start of each step
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Losses(
            int base,
            List<Double> weights,
            double margin,
            @JsonProperty("learning_rate") double learningRate,
            List<Step> steps) {}

    /**
     * @param triplet triplet losses of E5, D1, D2, D3, D4
     */
    public record Step(double total, double regression, List<Double> triplet, double auxiliary) {}

    /** Reads a fixture; a message names the file that is missing or cannot be read. */
    public static ParityFixture load(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new LgscException(
                    "The folder " + directory + " of the parity fixture does not exist.");
        }
        ParityFixture fixture =
                new ParityFixture(
                        arrays(directory, "weights.npz"),
                        arrays(directory, "input.npz"),
                        arrays(directory, "eval.npz"),
                        arrays(directory, "train.npz"),
                        arrays(directory, "gradients.npz"),
                        losses(directory.resolve("losses.json")));
        fixture.require(fixture.input, "input.npz", "x", "live");
        fixture.require(fixture.eval, "eval.npz", "cue", "score", "logits");
        fixture.require(fixture.train, "train.npz", "cue", "logits");
        return fixture;
    }

    private void require(Map<String, INDArray> arrays, String file, String... names) {
        for (String name : names) {
            if (!arrays.containsKey(name)) {
                throw LgscException.of("The parity fixture's %s has no array \"%s\".", file, name);
            }
        }
    }

    private static Map<String, INDArray> arrays(Path directory, String name) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new LgscException("The parity fixture lacks " + file + ".");
        }
        try {
            return Nd4j.createFromNpzFile(file.toFile());
        } catch (Exception e) {
            throw LgscException.of(
                    e, "Cannot read %s as a NumPy archive: %s", file, e.getMessage());
        }
    }

    private static Losses losses(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new LgscException("The parity fixture lacks " + file + ".");
        }
        try {
            Losses losses =
                    new ObjectMapper().readValue(RegularFiles.readString(file), Losses.class);
            if (losses == null
                    || losses.steps() == null
                    || losses.steps().isEmpty()
                    || losses.weights() == null) {
                throw new LgscException(file + " contains no loss weights or no steps.");
            }
            return losses;
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read %s as JSON: %s", file, e.getMessage());
        }
    }
}
