package org.lgsc.cli.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.option.SplitFaces;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.engine.Calibrator;
import org.lgsc.core.engine.InferenceEngine;
import org.lgsc.core.engine.Precision;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.file.FallbackLocation;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.data.dataset.Sample;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Quantises a model for precision int8. */
@Command(
        name = "quantize",
        description = {
            "Measure the ranges of a model's maps on faces, and write the model with them: it is"
                    + " then used in precision int8 unless --precision selects another."
                    + " Convolutions whose rounding would change scores too much stay float32.",
            "The differences from the float32 scores are printed for other, held-out faces. The"
                    + " exit code is 1 when one is above 0.01; the model is written all the same."
        })
public final class Quantize extends LgscCommand {
    private static final int HELD_OUT = 100;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "A model file.")
    Path model;

    @Mixin SplitFaces source;

    @Option(
            names = "--split",
            defaultValue = "train",
            description = "train, dev or test (default: ${DEFAULT-VALUE}).")
    Split split;

    @Option(
            names = "--count",
            defaultValue = "300",
            description =
                    "Faces to measure on, evenly spaced in the split (default: ${DEFAULT-VALUE}).")
    int count;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Model file to write.")
    Path out;

    /** A face as input of the network, in one or several parts. */
    private record Face(String name, INDArray parts) {}

    @Override
    protected int run() {
        source.requireOneSource();
        require(
                count >= Calibrator.FEWEST_FACES,
                "Invalid argument: --count must be at least %s.",
                Calibrator.FEWEST_FACES);
        Outputs.file(out);
        requireBackend();
        Precision.INT8.require();
        LgscModel loaded = LgscModel.load(model);
        Preprocessing preprocessing = loaded.metadata().preprocessing();
        List<Sample> all = source.of(preprocessing.geometry(), split).get(split);
        List<Face> others = new ArrayList<>();
        LgscModel quantised = calibrate(loaded, all, others);
        Path saved = FallbackLocation.write(out, quantised::saveForInference, err()::println);
        double worst = compare(quantised, others);
        printf(
                "Convolutions that stay float32, for scores within %s: %s%n",
                Precision.INT8.tolerance(),
                String.join(", ", quantised.metadata().calibration().floats()));
        out().println("Model: " + saved);
        return saved.equals(out) && worst <= Precision.INT8.tolerance() ? 0 : 1;
    }

    /**
     * @param others receives the held-out faces
     */
    private LgscModel calibrate(LgscModel loaded, List<Sample> all, List<Face> others) {
        Preprocessing preprocessing = loaded.metadata().preprocessing();
        int wanted = (int) Math.min(all.size(), (long) count + HELD_OUT);
        int heldOut = Math.min(HELD_OUT, wanted / 4);
        try (Calibrator calibrator = new Calibrator(loaded)) {
            for (int i = 0; i < wanted; i++) {
                Face face = face(all.get((int) ((long) i * all.size() / wanted)), preprocessing);
                if (face == null) {
                    continue;
                }
                // held out evenly
                if ((i + 1) * heldOut / wanted > i * heldOut / wanted) {
                    others.add(face);
                } else {
                    calibrator.add(face.parts(), (int) face.parts().size(0));
                }
            }
            return new LgscModel(
                    loaded.graph(), loaded.metadata().withCalibration(calibrator.result()));
        }
    }

    private Face face(Sample sample, Preprocessing preprocessing) {
        try {
            RgbImage crop = sample.image().load();
            RgbImage[] parts =
                    preprocessing.geometry().view(crop).images().toArray(RgbImage[]::new);
            return new Face(sample.id(), preprocessing.scaling().toArray(parts));
        } catch (LgscException e) {
            err().println(e.getMessage());
            return null;
        }
    }

    private double compare(LgscModel quantised, List<Face> others) {
        double worst = 0;
        double sum = 0;
        String name = "";
        try (InferenceEngine floats = InferenceEngine.of(quantised, Precision.FLOAT32);
                InferenceEngine whole = InferenceEngine.of(quantised, Precision.INT8)) {
            for (Face face : others) {
                double difference =
                        Math.abs(
                                mean(floats.scores(face.parts()))
                                        - mean(whole.scores(face.parts())));
                sum += difference;
                if (difference > worst) {
                    worst = difference;
                    name = face.name();
                }
            }
        }
        printf(
                "Quantised on %d faces. Scores of %d others differ from float32 by %.5f on"
                        + " average, by %.5f at most%s.%n",
                quantised.metadata().calibration().faces(),
                others.size(),
                sum / Math.max(1, others.size()),
                worst,
                name.isEmpty() ? "" : " (" + name + ")");
        return worst;
    }

    private static double mean(double[] scores) {
        double sum = 0;
        for (double score : scores) {
            sum += score;
        }
        return sum / scores.length;
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new Quantize(), args));
    }
}
